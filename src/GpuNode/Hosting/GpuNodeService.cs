using Orchestrator.Client;
using Orchestrator.Contracts.Validation;
using Orchestrator.GpuNode.Devices;
using Orchestrator.GpuNode.Link;
using Orchestrator.GpuNode.Storage;
using Orchestrator.GpuNode.Workers;
using Orchestrator.Models.Data.Caching;
using Serilog;

namespace Orchestrator.GpuNode.Hosting;

/// <summary>A node as a process of its own.</summary>
public static class GpuNodeService
{
    /// <summary>Trains what coordinators order until it is asked to stop; then what runs stops at a checkpoint and goes on
    /// elsewhere.</summary>
    /// <param name="options">All that it is told.</param>
    /// <param name="log">For what its operator should know.</param>
    /// <param name="stop">Completes when it is to leave.</param>
    /// <exception cref="UserError">The cluster will not have it.</exception>
    /// <exception cref="DeviceUnavailableException">A device is asked for that is not there.</exception>
    public static async Task RunAsync(GpuNodeServiceOptions options, ILogger log, Task stop)
    {
        var (resources, storage) = (options.Resources, options.Storage);
        var discovery = DeviceDiscovery.OfThisMachine();
        var (gpus, slots) = MachineSlots.Divide(options.Name, resources.Device, resources.For, discovery);
        if (gpus.Notice is { } notice)
        {
            log.Warning("{Notice}", notice);
        }
        // For the workers, whose arguments all users see.
        Environment.SetEnvironmentVariable(OrchestratorClient.TokenVariable, storage.Token);
        var launcher = ProcessLauncher.OfThisProgram([.. options.WorkerArguments]);
        StaleCacheCleaner.Clear(storage.Cache);
        var behaviour =
            resources.Behaviour(discovery, news => log.Information("{News}", news)) with { Data = () => CachedSets.In(storage.Cache) };
        await using var node = new GpuNodeHost(
            options.Name, slots, launcher, options.Link, receiver => new RemotingChannel(options.Remoting, receiver), behaviour);
        log.Information(
            "Node {Name} offers {Slots} on {Devices} to {Coordinators}", options.Name,
            resources.Measured ? $"up to {slots.Count} slots, as they fit," : $"{slots.Count} slots",
            string.Join(", ", slots.Select(s => s.Device).Distinct()), string.Join(", ", options.Link.Coordinators));
        if (await Task.WhenAny(stop, node.Refused).ConfigureAwait(false) != stop)
        {
            throw new UserError(await node.Refused.ConfigureAwait(false));
        }
        log.Information("Leaving: the running folds stop at a checkpoint");
        await node.LeaveAsync().ConfigureAwait(false);
    }
}
