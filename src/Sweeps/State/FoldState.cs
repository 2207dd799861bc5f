using System.Collections.Immutable;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Sweeps.State;

/// <summary>One validation split of a trial, or the refit.</summary>
/// <param name="Result">Present exactly when completed.</param>
public sealed record FoldState(FoldId Id, WorkStatus Status, ImmutableArray<AttemptState> Attempts, FoldResult? Result = null)
{
    /// <summary>A fold that nobody has attempted.</summary>
    public static FoldState New(FoldId id) => new(id, WorkStatus.Waiting, []);

    /// <summary>The attempt that holds the lease.</summary>
    public AttemptState? Lease => Status == WorkStatus.Running ? Attempts[^1] : null;

    /// <summary>Failures that count against the allowed retries. Being interrupted does not.</summary>
    public int CountedFailures => Attempts.Count(a => a.Failure is not null and not FailureKind.Interrupted);

    internal FoldState EndLast(WorkStatus status, DateTimeOffset at, FailureKind? failure = null, string? reason = null) =>
        this with
        {
            Status = status,
            Attempts = Attempts.SetItem(Attempts.Length - 1, Attempts[^1] with { EndedAt = at, Failure = failure, Reason = reason }),
        };
}
