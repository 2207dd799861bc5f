using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Sweeps;

/// <summary>One configuration and its folds.</summary>
/// <param name="Mean">Mean of the fold scores; present exactly when completed.</param>
/// <param name="Deviation">Sample standard deviation of the fold scores; present exactly when completed.</param>
/// <param name="Reason">Why it failed.</param>
/// <param name="AdditionalScores">Its scores in the additional objectives, in the definition's order; null until completed, and where
/// there are none.</param>
/// <param name="Parent">The trial from whose weights its folds went on; null = it started anew.</param>
/// <param name="Rung">Rungs that it has passed.</param>
/// <param name="Granted">In a search fold by fold, how many folds it has got, see <see cref="FoldAt"/>; null = all of them.</param>
/// <param name="Partial">What is expected of it, where it was ended before it had all its folds; null = it was not.</param>
public sealed record TrialState(
    int Number, Configuration Configuration, WorkStatus Status, ImmutableArray<FoldState> Folds, DateTimeOffset SuggestedAt,
    DateTimeOffset? EndedAt = null, double? Mean = null, double? Deviation = null, string? Reason = null,
    EquatableList<ObjectiveScore>? AdditionalScores = null, int? Parent = null, int Rung = 0, int? Granted = null,
    PartialScore? Partial = null)
{
    /// <summary>Whether it has its score or will never have one.</summary>
    public bool Ended => Status is WorkStatus.Completed or WorkStatus.Failed or WorkStatus.Pruned;

    /// <summary>Its score in one objective; null until completed.</summary>
    /// <param name="place">Of the objective, in the definition's order.</param>
    public ObjectiveScore? ScoreIn(int place) => Mean is not { } mean || Deviation is not { } deviation ? null
        : place == 0 ? new(mean, deviation) : AdditionalScores![place - 1];

    /// <summary>Its score in each objective, in the definition's order; empty until completed.</summary>
    [JsonIgnore]
    public IReadOnlyList<ObjectiveScore> Scores =>
        Mean is { } mean && Deviation is { } deviation ? [new(mean, deviation), .. AdditionalScores ?? []] : [];

    /// <summary>Those that have a score, the best mean of the objective first, of equals the earlier one.</summary>
    public static IEnumerable<TrialState> Ranked(IEnumerable<TrialState> trials, ObjectiveDefinition objective) =>
        trials.Where(trial => trial.Mean is not null).OrderBy(trial => objective.AsLoss(trial.Mean!.Value)).ThenBy(trial => trial.Number);

    /// <summary>The folds that it may train.</summary>
    [JsonIgnore]
    public IEnumerable<FoldState> OwnFolds => Granted is { } granted ? Enumerable.Range(0, granted).Select(FoldAt) : Folds;

    /// <summary>The fold that it gets after so many others.</summary>
    /// <remarks>Each trial begins with another fold: were it always the same, a search would find what suits that one.</remarks>
    public FoldState FoldAt(int place) => Folds[(Number + place) % Folds.Length];

    internal static TrialState New(int number, Configuration configuration, int? parent, int folds, DateTimeOffset at) =>
        new(number, configuration, WorkStatus.Waiting,
            [.. Enumerable.Range(0, folds).Select(k => FoldState.New(new FoldId(number, k)))], at, Parent: parent);
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

    /// <summary>How long folds trained, the mean of those that have a result; 0 = none has.</summary>
    public static double MeanSeconds(IEnumerable<FoldState> folds) =>
        folds.Where(fold => fold.Result is not null).Select(fold => fold.Result!.TrainSeconds).DefaultIfEmpty().Average();

    /// <summary>Goes on from where it reported, with its attempts counted on.</summary>
    internal FoldState Reopened() => this with { Status = WorkStatus.Waiting, Result = null };

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
