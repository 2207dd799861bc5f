using System.CommandLine;
using Orchestrator.Cli.Embedded;
using Orchestrator.Cli.Settings;
using Orchestrator.Contracts.Validation;
using Orchestrator.GpuNode.Hosting;
using Orchestrator.GpuNode.Link;
using Orchestrator.Remoting;
using Serilog;

namespace Orchestrator.Cli.Commands;

/// <summary><c>orchestrator node</c>.</summary>
internal static class NodeCommand
{
    public static Command Create()
    {
        var (cluster, device, settings) = (new RemotingSettings(0), CommonOptions.Device(), new RoleSettings());
        var coordinator = new Option<string>("--coordinator")
        {
            Description = "HOST or HOST:PORT of one or more coordinators, separated by commas; the node learns of the others.",
            HelpName = "HOST:PORT",
            DefaultValueFactory = _ => $"127.0.0.1:{RemotingOptions.DefaultPort}",
        };
        var lease = LeaseOption.Create(
            "Seconds for which coordinators keep a node's folds for it while it is out of sight: as on the coordinators.");
        var name = new Option<string>("--name")
        {
            Description = "Unique in the cluster. [default: the host's name]",
            HelpName = "NAME",
            DefaultValueFactory = _ => Environment.MachineName
        };
        var (storage, resources) = (new StorageOptions(), new NodeResourceOptions());
        var command =
            new ExampledCommand("node",
                "Joins a cluster and trains its folds, until Ctrl-C: then what runs stops at a checkpoint and goes on elsewhere.",
            ("orchestrator node", "all GPUs of this machine, or its cores, for a coordinator on the same machine"),
            ("orchestrator node --coordinator head-1,head-2 --host gpu-7 --cluster-certificate gpu-7.crt --cluster-key gpu-7.key "
                + "--cluster-ca ca.crt", "for a cluster"),
            ("orchestrator node --slots 4 --device cuda", "four folds at once on its GPUs; the coordinators from ORCHESTRATOR_COORDINATOR"),
            ("orchestrator node --slots measured --label gpu=a100", "as many folds as fit; sweeps may ask for this kind of GPU"),
            ("orchestrator node --config /etc/orchestrator/node.yaml", "all from a file; deploy/node.yaml shows one"))
        { settings.Config, coordinator, name, device };
        resources.AddTo(command);
        command.Add(lease);
        cluster.AddTo(command);
        storage.AddTo(command);
        command.SetAction((given, _) =>
        {
            var parsed = settings.Complete(given);
            var divided = resources.Read(parsed, parsed.GetValue(device));
            var link = new LinkOptions
            {
                Coordinators =
                    [.. parsed.GetValue(coordinator)!.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                        .Select(Address)],
                Lease = LeaseOption.Read(parsed.GetValue(lease)),
            };
            if (link.Coordinators.Count == 0)
            {
                throw new UserError("--coordinator names no coordinator.");
            }
            var (remoting, kept) = (cluster.Read(parsed), storage.Read(parsed));
            return ServeAsync(new GpuNodeServiceOptions
            {
                Name = parsed.GetValue(name)!,
                Remoting = remoting,
                Link = link,
                Storage = kept,
                Resources = divided,
                WorkerArguments = StorageOptions.Arguments(kept),
            });
        });
        return command;
    }

    private static async Task<int> ServeAsync(GpuNodeServiceOptions options)
    {
        using var interrupts = new Interrupts();
        await using var log = ConsoleLog.Create();
        Log.Logger = log; // whom the actors tell
        await GpuNodeService.RunAsync(options, log, interrupts.First);
        return ExitCode.Success;
    }

    private static string Address(string text)
    {
        var address = text.Contains(':') ? text : $"{text}:{RemotingOptions.DefaultPort}";
        return Uri.TryCreate($"tcp://{address}", UriKind.Absolute, out var uri) && uri.Port > 0 && uri.PathAndQuery == "/"
            ? $"{RemotingOptions.HostOf(address[..address.LastIndexOf(':')])}:{uri.Port}"
            : throw new UserError($"--coordinator is HOST or HOST:PORT of a coordinator's --host and --cluster-port, not '{text}'.");
    }
}
