using Akka.Actor;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Engine.Benchmarks;

/// <summary>A node whose folds take no time: what is left is the orchestrator.</summary>
internal sealed class NoOpNode(IActorRef coordinator, int slots) : UntypedActor
{
    private static readonly FoldResult Result = new(0.5, 1, 1, new Dictionary<string, double>(), 0);

    protected override void PreStart() => coordinator.Tell(
        new NodeJoined("no-op", "first", Enumerable.Range(0, slots).Select(i => new SlotDescription(new SlotId("no-op", i), "cpu", 1))
            .ToEquatableList()), Self);

    protected override void OnReceive(object message)
    {
        if (message is RunFold { Assignment: var fold })
        {
            Sender.Tell(new FoldCompleted(fold.Sweep, fold.Attempt, Result), Self);
        }
    }
}
