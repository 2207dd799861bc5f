using System.Collections.Concurrent;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Coordinator.Tests.Scripted;

/// <summary>What a <see cref="ScriptedNode"/> does, and what it was asked to do.</summary>
internal sealed class Script
{
    public ConcurrentBag<AttemptId> Executions { get; } = [];

    public ConcurrentBag<FoldAssignment> Assignments { get; } = [];

    public Dictionary<AttemptId, FoldAssignment> Held { get; } = [];

    public TaskCompletionSource<AttemptId> Holding { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Func<AttemptId, bool> Holds { get; init; } = _ => false;

    /// <summary>What its workers print before they begin.</summary>
    public Func<AttemptId, IReadOnlyList<FoldLogged>> Prints { get; init; } = _ => [];

    public Func<AttemptId, FailureKind?> Fails { get; init; } = _ => null;

    public static double Parameters(FoldAssignment assignment) =>
        10 * assignment.Configuration["n"].Number + Math.Abs(assignment.Configuration["x"].Number);

    public static double Score(FoldAssignment assignment)
    {
        var x = assignment.Configuration["x"].Number;
        var n = assignment.Configuration["n"].Number;
        var bonus = assignment.Configuration["kind"].Text == "a" ? 0.1 : 0;
        return Math.Exp(-x * x) + bonus - Math.Abs(n - 5) / 20 + Math.Sin(assignment.Attempt.Fold.Fold) / 100;
    }

    /// <summary>What a worker says of a fold, from its first epoch on.</summary>
    public static IEnumerable<WorkerMessage> Play(FoldAssignment assignment, FailureKind? failure = null)
    {
        var score = Score(assignment);
        for (var epoch = 1; epoch <= assignment.Epochs; epoch++)
        {
            var metrics = new Dictionary<string, double> { ["validation/score"] = score * epoch / assignment.Epochs };
            yield return new EpochMeasured(assignment.Sweep, assignment.Attempt, epoch, metrics);
        }
        var last = new Dictionary<string, double> { ["validation/score"] = score, ["parameters"] = Parameters(assignment) };
        yield return failure is { } kind
            ? new FoldFailed(assignment.Sweep, assignment.Attempt, kind, $"Scripted {kind}.")
            : new FoldCompleted(assignment.Sweep, assignment.Attempt, new FoldResult(score, assignment.Epochs, assignment.Epochs, last, 0));
    }
}
