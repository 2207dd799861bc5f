using System.CommandLine;
using Orchestrator.Cli.Clustered;
using Orchestrator.Cli.Embedded;
using Orchestrator.Cli.Settings;
using Orchestrator.Contracts.Validation;
using Orchestrator.GpuNode.Devices;
using Orchestrator.GpuNode.Hosting;
using Orchestrator.GpuNode.Link;
using Orchestrator.GpuNode.Storage;
using Orchestrator.GpuNode.Workers;
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
        var lease = new Option<double>("--lease")
        {
            Description = "Seconds for which coordinators keep a node's folds for it while it is out of sight: as on the coordinators.",
            HelpName = "SECONDS",
            DefaultValueFactory = _ => ClusterLease.Default.TotalSeconds,
        };
        var slots = new Option<string?>("--slots")
        {
            Description =
                "Folds trained at once, or 'measured': one a device at first, then more while they fit into its memory. [default: one a "
                    + "GPU, or one a core without GPUs]",
            HelpName = "N|measured"
        };
        var most = new Option<int>("--max-slots")
        {
            Description = "With measured slots: most on a device.",
            HelpName = "N",
            DefaultValueFactory = _ => 8
        };
        var label = new Option<string[]>("--label")
        {
            Description = "What sweeps may ask for by resources.node_labels; may be repeated.",
            HelpName = "KEY=VALUE",
            DefaultValueFactory = _ => []
        };
        var name = new Option<string>("--name")
        {
            Description = "Unique in the cluster. [default: the host's name]",
            HelpName = "NAME",
            DefaultValueFactory = _ => Environment.MachineName
        };
        var storage = new StorageOptions();
        var command =
            new ExampledCommand("node",
                "Joins a cluster and trains its folds, until Ctrl-C: then what runs stops at a checkpoint and goes on elsewhere.",
            ("orchestrator node", "all GPUs of this machine, or its cores, for a coordinator on the same machine"),
            ("orchestrator node --coordinator head-1,head-2 --host gpu-7 --cluster-certificate gpu-7.crt --cluster-key gpu-7.key "
                + "--cluster-ca ca.crt", "for a cluster"),
            ("orchestrator node --slots 4 --device cuda", "four folds at once on its GPUs; the coordinators from ORCHESTRATOR_COORDINATOR"),
            ("orchestrator node --slots measured --label gpu=a100", "as many folds as fit; sweeps may ask for this kind of GPU"),
            ("orchestrator node --config /etc/orchestrator/node.yaml", "all from a file; deploy/node.yaml shows one"))
        { settings.Config, coordinator, name, device, slots, most, label, lease };
        cluster.AddTo(command);
        storage.AddTo(command);
        command.SetAction((given, _) =>
        {
            var parsed = settings.Complete(given);
            var called = parsed.GetValue(name)!;
            var resources =
                NodeResources.Read(parsed.GetValue(device), parsed.GetValue(slots), parsed.GetValue(most), parsed.GetValue(label) ?? []);
            var link = new LinkOptions
            {
                Coordinators =
                    [.. parsed.GetValue(coordinator)!.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                        .Select(Address)],
                Lease = ClusterLease.Read(parsed.GetValue(lease)),
            };
            if (link.Coordinators.Count == 0)
            {
                throw new UserError("--coordinator names no coordinator.");
            }
            return ServeAsync(cluster.Read(parsed), link, called, storage.Read(parsed), resources);
        });
        return command;
    }

    private static async Task<int> ServeAsync(RemotingOptions remoting, LinkOptions link, string name, NodeStorage storage,
        NodeResources resources)
    {
        using var interrupts = new Interrupts();
        await using var log = ConsoleLog.Create();
        Log.Logger = log; // whom the actors tell
        var discovery = DeviceDiscovery.OfThisMachine();
        var gpus = resources.Device == "cpu" ? FoundGpus.NotWanted : discovery.Find();
        var slots = SlotPlan.Divide(name, resources.For(gpus.Devices.Count), gpus, Environment.ProcessorCount,
            new HostMemory().Limit()?.Bytes);
        if (gpus.Notice is { } notice)
        {
            log.Warning("{Notice}", notice);
        }
        Environment.SetEnvironmentVariable(ServerOptions.TokenVariable, storage.Token); // for the workers, whose arguments all users see
        var launcher = ProcessLauncher.OfThisProgram(StorageOptions.Arguments(storage));
        StaleCacheCleaner.Clear(storage.Cache);
        var behaviour =
            resources.Behaviour(discovery, news => log.Information("{News}", news)) with { Data = () => CachedSets.In(storage.Cache) };
        await using var node = new GpuNodeHost(name, slots, launcher, link, receiver => new RemotingChannel(remoting, receiver), behaviour);
        log.Information(
            "Node {Name} offers {Slots} on {Devices} to {Coordinators}", name,
            resources.Measured ? $"up to {slots.Count} slots, as they fit," : $"{slots.Count} slots",
                string.Join(", ", slots.Select(s => s.Device).Distinct()),
            string.Join(", ", link.Coordinators));
        if (await Task.WhenAny(interrupts.First, node.Refused) != interrupts.First)
        {
            throw new UserError(await node.Refused);
        }
        log.Information("Leaving: the running folds stop at a checkpoint");
        await node.LeaveAsync();
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
