using System.Collections.Concurrent;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Protocol;
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

    public Func<AttemptId, FailureKind?> Fails { get; init; } = _ => null;

    public static double Parameters(FoldAssignment assignment) => 10 * assignment.Configuration["n"].Number + Math.Abs(assignment.Configuration["x"].Number);

    public static double Score(FoldAssignment assignment)
    {
        var x = assignment.Configuration["x"].Number;
        var n = assignment.Configuration["n"].Number;
        var bonus = assignment.Configuration["kind"].Text == "a" ? 0.1 : 0;
        return Math.Exp(-x * x) + bonus - Math.Abs(n - 5) / 20 + Math.Sin(assignment.Attempt.Fold.Fold) / 100;
    }
}
