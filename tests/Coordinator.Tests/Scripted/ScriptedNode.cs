using Orchestrator.Actors;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Protocol;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Coordinator.Tests.Scripted;

/// <summary>A node whose folds are an analytic function of configuration and fold, with faults on demand.</summary>
internal sealed class ScriptedNode(IActorRef coordinator, int slots, Script script) : Actor
{
    protected override ValueTask PreStart()
    {
        var offered = Enumerable.Range(0, slots).Select(i => new SlotDescription(new SlotId("scripted", i), "cpu", 1));
        coordinator.Tell(new NodeJoined("scripted", "first", offered.ToEquatableList()), Self);
        return ValueTask.CompletedTask;
    }

    protected override ValueTask ReceiveAsync(object message)
    {
        switch (message)
        {
            case RunFold run: Run(run.Assignment); break;
            case StopFold stop when script.Held.Remove(stop.Attempt, out var held):
                Sender.Tell(new FoldFailed(held.Sweep, held.Attempt, FailureKind.Interrupted, "Stopped on request."), Self);
                break;
        }
        return ValueTask.CompletedTask;
    }

    private void Run(FoldAssignment assignment)
    {
        script.Executions.Add(assignment.Attempt);
        script.Assignments.Add(assignment);
        Sender.Tell(new FoldStarted(assignment.Sweep, assignment.Attempt, 0, "cpu"), Self);
        if (script.Holds(assignment.Attempt))
        {
            script.Held[assignment.Attempt] = assignment;
            script.Holding.TrySetResult(assignment.Attempt);
            return;
        }
        var score = Script.Score(assignment);
        for (var epoch = 1; epoch <= assignment.Epochs; epoch++)
        {
            var metrics = new Dictionary<string, double> { ["validation/score"] = score * epoch / assignment.Epochs };
            Sender.Tell(new EpochMeasured(assignment.Sweep, assignment.Attempt, epoch, metrics), Self);
        }
        var result = new FoldResult(score, assignment.Epochs, assignment.Epochs, new Dictionary<string, double> { ["validation/score"] = score, ["parameters"] = Script.Parameters(assignment) }, 0);
        WorkerMessage last = script.Fails(assignment.Attempt) is { } kind
            ? new FoldFailed(assignment.Sweep, assignment.Attempt, kind, $"Scripted {kind}.")
            : new FoldCompleted(assignment.Sweep, assignment.Attempt, result);
        Sender.Tell(last, Self);
    }
}
