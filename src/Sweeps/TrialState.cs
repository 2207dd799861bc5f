using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Sweeps;

/// <summary>One configuration and its folds.</summary>
/// <param name="Mean">Mean of the fold scores; present exactly when completed.</param>
/// <param name="Deviation">Sample standard deviation of the fold scores; present exactly when completed.</param>
/// <param name="Reason">Why it failed.</param>
/// <param name="Further">Its scores in the further objectives, in the definition's order; null until completed, and where there are
/// none.</param>
/// <param name="Parent">The trial from whose weights its folds went on; null = it started anew.</param>
public sealed record TrialState(
    int Number, Configuration Configuration, WorkStatus Status, ImmutableArray<FoldState> Folds, DateTimeOffset SuggestedAt,
    DateTimeOffset? EndedAt = null, double? Mean = null, double? Deviation = null, string? Reason = null,
        EquatableList<ObjectiveScore>? Further = null,
    int? Parent = null)
{
    /// <summary>Whether it has its score or will never have one.</summary>
    public bool Ended => Status is WorkStatus.Completed or WorkStatus.Failed or WorkStatus.Pruned;

    /// <summary>Its score in each objective, in the definition's order; empty until completed.</summary>
    [JsonIgnore]
    public IReadOnlyList<ObjectiveScore> Scores =>
        Mean is { } mean && Deviation is { } deviation ? [new(mean, deviation), .. Further ?? []] : [];

    internal static TrialState New(int number, Configuration configuration, int? parent, int folds, DateTimeOffset at) =>
        new(number, configuration, WorkStatus.Waiting,
            [.. Enumerable.Range(0, folds).Select(k => FoldState.New(new FoldId(number, k)))], at, Parent: parent);
}

/// <summary>Where a trial or a fold stands.</summary>
public enum WorkStatus
{
    /// <summary>Ready for a slot.</summary>
    Waiting,

    /// <summary>An attempt holds the lease (of a fold), or a fold has been attempted (of a trial).</summary>
    Running,

    /// <summary>Has its score.</summary>
    Completed,

    /// <summary>Will never have one.</summary>
    Failed,

    /// <summary>Stopped as hopeless (of a trial).</summary>
    Pruned,
}

/// <summary>One validation split of a trial, or the refit.</summary>
/// <param name="Result">Present exactly when completed.</param>
public sealed record FoldState(FoldId Id, WorkStatus Status, ImmutableArray<AttemptState> Attempts, FoldResult? Result = null)
{
    /// <summary>A fold that nobody has attempted.</summary>
    public static FoldState New(FoldId id) => new(id, WorkStatus.Waiting, []);

    /// <summary>The attempt that holds the lease.</summary>
    public AttemptState? Lease => Status == WorkStatus.Running ? Attempts[^1] : null;

    /// <summary>Failures that count against the allowed retries.</summary>
    public int CountedFailures => Attempts.Count(a => a.Failure?.IsOfFold() == true);

    internal FoldState EndLast(WorkStatus status, DateTimeOffset at, FailureKind? failure = null, string? reason = null) =>
        this with
        {
            Status = status,
            Attempts = Attempts.SetItem(Attempts.Length - 1, Attempts[^1] with { EndedAt = at, Failure = failure, Reason = reason }),
        };
}

/// <summary>One leased execution.</summary>
/// <param name="EndedAt">Null while the lease is held.</param>
/// <param name="Failure">Null while it runs, and when it gave a result.</param>
/// <param name="Reason">What happened and why the fold was, or was not, tried again.</param>
public sealed record AttemptState(
    AttemptId Id, SlotId Slot, DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt = null, FailureKind? Failure = null, string? Reason = null);
