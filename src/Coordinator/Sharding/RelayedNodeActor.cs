using Orchestrator.Actors;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Protocol;

namespace Orchestrator.Coordinator.Sharding;

/// <summary>Stands for a node where a sweep is held: what it is told goes through the seat.</summary>
internal sealed class RelayedNodeActor(SweepId sweep, string node) : Actor
{
    /// <summary>For the holder to pass on.</summary>
    internal sealed record Relayed(SweepId Sweep, NodeOrder Order);

    protected override ValueTask ReceiveAsync(object message)
    {
        if (message is WorkerCommand command) Context.Parent!.Tell(new Relayed(sweep, new NodeOrder(node, command)), Self);
        else Unhandled(message);
        return ValueTask.CompletedTask;
    }
}
