using System.CommandLine;
using Orchestrator.Actors;
using Orchestrator.Actors.Transport.RabbitMq;
using Orchestrator.Cli.Clustered;
using Orchestrator.Cli.Embedded;
using Orchestrator.Contracts.Sweeps;
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
        var (broker, device, slots) = (ClusterOptions.Broker(), CommonOptions.Device(), CommonOptions.Slots());
        var name = new Option<string>("--name") { Description = "Unique in the cluster. [default: the host's name]", HelpName = "NAME", DefaultValueFactory = _ => Environment.MachineName };
        var storage = new StorageOptions();
        var command = new ExampledCommand("node", "Joins a cluster and trains its folds, until Ctrl-C: then what runs stops at a checkpoint and goes on elsewhere.",
            ("orchestrator node --broker amqps://node:...@broker/", "all GPUs of this machine, or its cores"),
            ("orchestrator node --slots 4 --device cuda", "four folds at once on its GPUs; broker from ORCHESTRATOR_BROKER"))
        { broker, name, device, slots };
        storage.AddTo(command);
        command.SetAction((parsed, _) => ServeAsync(
            ClusterOptions.BrokerOf(parsed.GetValue(broker)), parsed.GetValue(name)!, storage.Read(parsed), new ResourcesDefinition(parsed.GetValue(device) ?? "auto", parsed.GetValue(slots))));
        return command;
    }

    private static async Task<int> ServeAsync(Uri broker, string name, NodeStorage storage, ResourcesDefinition resources)
    {
        using var interrupts = new Interrupts();
        await using var log = ConsoleLog.Create();
        var gpus = resources.Device == "cpu" ? [] : DeviceDiscovery.FindGpus();
        var slots = SlotPlan.Divide(name, resources, gpus, Environment.ProcessorCount);
        await using var transport = await RabbitTransport.ConnectAsync(new RabbitOptions { Uri = broker, ClientName = $"node {name}" });
        var options = new ActorSystemOptions { Log = ActorLog.To(log) };
        await using var node = await JoinAsync(transport, name, slots, ProcessLauncher.OfThisProgram(StorageOptions.Arguments(storage)), options);
        log.Information("Node {Name} offers {Slots} on {Devices}", name, $"{slots.Count} slots", string.Join(", ", slots.Select(s => s.Device).Distinct()));
        await interrupts.First;
        log.Information("Leaving: the running folds stop at a checkpoint");
        await node.LeaveAsync();
        return ExitCode.Success;
    }

    private static async Task<ClusterNode> JoinAsync(
        RabbitTransport transport, string name, Contracts.Collections.EquatableList<Contracts.Protocol.SlotDescription> slots, IWorkerLauncher launcher,
        ActorSystemOptions options)
    {
        try
        {
            return await ClusterNode.JoinAsync(transport, name, slots, launcher, options);
        }
        catch (InvalidOperationException)
        {
            throw new UserError($"A node '{name}' is in the cluster already; choose another --name.");
        }
    }
}
