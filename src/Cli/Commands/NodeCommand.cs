using System.CommandLine;
using Orchestrator.Actors;
using Orchestrator.Actors.Transport.RabbitMq;
using Orchestrator.Cli.Clustered;
using Orchestrator.Cli.Embedded;
using Orchestrator.Cli.Settings;
using Orchestrator.GpuNode;
using Orchestrator.GpuNode.Clustered;
using Orchestrator.GpuNode.Data;
using Orchestrator.GpuNode.Devices;
using Orchestrator.GpuNode.Workers;

namespace Orchestrator.Cli.Commands;

/// <summary><c>orchestrator node</c>.</summary>
internal static class NodeCommand
{
    public static Command Create()
    {
        var (broker, device, settings) = (new BrokerOptions(), CommonOptions.Device(), new RoleSettings());
        var slots = new Option<string?>("--slots") { Description = "Folds trained at once, or 'measured': one a device at first, then more while they fit into its memory. [default: one a GPU, or one a core without GPUs]", HelpName = "N|measured" };
        var most = new Option<int>("--max-slots") { Description = "With measured slots: most on a device.", HelpName = "N", DefaultValueFactory = _ => 8 };
        var label = new Option<string[]>("--label") { Description = "What sweeps may ask for by resources.node_labels; may be repeated.", HelpName = "KEY=VALUE", DefaultValueFactory = _ => [] };
        var name = new Option<string>("--name") { Description = "Unique in the cluster. [default: the host's name]", HelpName = "NAME", DefaultValueFactory = _ => Environment.MachineName };
        var storage = new StorageOptions();
        var command = new ExampledCommand("node", "Joins a cluster and trains its folds, until Ctrl-C: then what runs stops at a checkpoint and goes on elsewhere.",
            ("orchestrator node --broker amqps://node@broker/ --broker-password-file FILE", "all GPUs of this machine, or its cores"),
            ("orchestrator node --slots 4 --device cuda", "four folds at once on its GPUs; broker from ORCHESTRATOR_BROKER"),
            ("orchestrator node --slots measured --label gpu=a100", "as many folds as fit; sweeps may ask for this kind of GPU"),
            ("orchestrator node --config /etc/orchestrator/node.yaml", "all from a file; deploy/node.yaml shows one"))
        { settings.Config, name, device, slots, most, label };
        broker.AddTo(command);
        storage.AddTo(command);
        command.SetAction((given, _) =>
        {
            var parsed = settings.Complete(given);
            var called = parsed.GetValue(name)!;
            var resources = NodeResources.Read(parsed.GetValue(device), parsed.GetValue(slots), parsed.GetValue(most), parsed.GetValue(label) ?? []);
            return ServeAsync(broker.Read(parsed, $"node {called}"), called, storage.Read(parsed), resources);
        });
        return command;
    }

    private static async Task<int> ServeAsync(RabbitOptions broker, string name, NodeStorage storage, NodeResources resources)
    {
        using var interrupts = new Interrupts();
        await using var log = ConsoleLog.Create();
        var gpus = TrainingGpus.Find(resources.Device, news => log.Warning("{News}", news));
        var slots = SlotPlan.Divide(name, resources.For(gpus.Count), gpus, Environment.ProcessorCount);
        await using var transport = await RabbitTransport.ConnectAsync(broker);
        var options = new ActorSystemOptions { Log = ActorLog.To(log) };
        Environment.SetEnvironmentVariable(ServerOptions.TokenVariable, storage.Token); // for the workers, whose arguments all users see
        var launcher = ProcessLauncher.OfThisProgram(StorageOptions.Arguments(storage));
        CacheRemains.Clear(storage.Cache);
        await using var node = await JoinAsync(transport, name, slots, launcher, options,
            resources.Behaviour(news => log.Information("{News}", news)) with { Data = () => CachedSets.In(storage.Cache) });
        log.Information("Node {Name} offers {Slots} on {Devices}", name, resources.Measured ? $"up to {slots.Count} slots, as they fit," : $"{slots.Count} slots", string.Join(", ", slots.Select(s => s.Device).Distinct()));
        await interrupts.First;
        log.Information("Leaving: the running folds stop at a checkpoint");
        await node.LeaveAsync();
        return ExitCode.Success;
    }

    private static async Task<ClusterNode> JoinAsync(
        RabbitTransport transport, string name, Contracts.Collections.EquatableList<Contracts.Protocol.SlotDescription> slots, IWorkerLauncher launcher,
        ActorSystemOptions options, NodeOptions behaviour)
    {
        try
        {
            return await ClusterNode.JoinAsync(transport, name, slots, launcher, options, behaviour);
        }
        catch (InvalidOperationException)
        {
            throw new UserError($"A node '{name}' is in the cluster already; choose another --name.");
        }
    }
}
