using System.Diagnostics;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;
using Orchestrator.Sweeps;

namespace Orchestrator.Coordinator.Sweeps;

/// <summary>Attempts as spans, from lease to result.</summary>
/// <remarks>A span is made when its attempt has ended, out of what the journal says of it: so the coordinator that takes a sweep over
/// tells of the attempts that began under another.</remarks>
internal static class SweepTraces
{
    private static readonly ActivitySource Source = new("Orchestrator.Sweeps");

    /// <summary>Events are durable and led to this state.</summary>
    public static void Trace(SweepState state, IReadOnlyList<SweepEvent> events)
    {
        if (!Source.HasListeners())
        {
            return;
        }
        foreach (var happened in events)
        {
            switch (happened)
            {
                case AttemptCompleted done: End(state, done.Attempt, null, null); break;
                case AttemptFailed failed: End(state, failed.Attempt, failed.Kind, failed.Reason); break;
            }
        }
    }

    private static void End(SweepState state, AttemptId id, FailureKind? failure, string? reason)
    {
        if (state.Find(id.Fold)?.Attempts.FirstOrDefault(a => a.Id == id) is not { EndedAt: { } endedAt } attempt)
        {
            return;
        }
        using var span = Source.StartActivity(ActivityKind.Internal, default, Tags(state.Id, attempt), null, attempt.StartedAt, "attempt");
        if (failure is { } kind)
        {
            span?.SetTag("error.type", SweepMetrics.Word(kind)).SetStatus(ActivityStatusCode.Error, reason);
        }
        span?.SetEndTime(endedAt.UtcDateTime);
    }

    private static IEnumerable<KeyValuePair<string, object?>> Tags(SweepId sweep, AttemptState attempt) =>
    [
        new("orchestrator.sweep", sweep.Value),
        new("orchestrator.trial", attempt.Id.Fold.Trial),
        new("orchestrator.fold", attempt.Id.Fold.IsRefit ? "refit" : attempt.Id.Fold.Fold),
        new("orchestrator.attempt", attempt.Id.Attempt),
        new("orchestrator.node", attempt.Slot.Node),
        new("orchestrator.slot", attempt.Slot.Index),
    ];
}
