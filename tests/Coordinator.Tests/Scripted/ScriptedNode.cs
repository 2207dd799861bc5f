using Akka.Actor;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Coordinator.Tests.Scripted;

/// <summary>A node whose folds are an analytic function of configuration and fold, with faults on demand.</summary>
internal sealed class ScriptedNode(IActorRef coordinator, int slots, Script script) : UntypedActor
{
    protected override void PreStart()
    {
        var offered = Enumerable.Range(0, slots).Select(i => new SlotDescription(new SlotId("scripted", i), "cpu", 1));
        coordinator.Tell(new NodeJoined("scripted", "first", offered.ToEquatableList()), Self);
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case RunFold run: Run(run.Assignment); break;
            case StopFold stop when script.Held.Remove(stop.Attempt, out var held):
                Sender.Tell(new FoldFailed(held.Sweep, held.Attempt, FailureKind.Interrupted, "Stopped on request."), Self);
                break;
        }
    }

    private void Run(FoldAssignment assignment)
    {
        script.Executions.Add(assignment.Attempt);
        script.Assignments.Add(assignment);
        Sender.Tell(new FoldStarted(assignment.Sweep, assignment.Attempt, 0, "cpu"), Self);
        foreach (var printed in script.Prints(assignment.Attempt))
        {
            Sender.Tell(printed, Self);
        }
        if (script.Holds(assignment.Attempt))
        {
            script.Held[assignment.Attempt] = assignment;
            script.Holding.TrySetResult(assignment.Attempt);
            return;
        }
        foreach (var message in Script.Play(assignment, script.Fails(assignment.Attempt)))
        {
            Sender.Tell(message, Self);
        }
    }
}
