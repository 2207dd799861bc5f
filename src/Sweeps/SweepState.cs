using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Sweeps;

/// <summary>All that is known of a sweep: the left fold of <see cref="SweepEvolution.Apply"/> over its events. Immutable.</summary>
/// <param name="Trials">By number.</param>
/// <param name="Open">Numbers of the trials that have not ended: what a decision looks at, however long the sweep.</param>
/// <param name="Exhausted">Whether no further trial will be suggested: the space is exhausted, or a limit was reached.</param>
/// <param name="Best">The completed trial with the best mean in the first objective; of equals the better one in the next objective, at
/// last the earlier one. Of an elimination the round with the fewest inputs within one standard error of that; where the search is over and
/// the posterior chooses, <see cref="Chosen"/>.</param>
/// <param name="Refit">The final training, once planned.</param>
/// <param name="RefitEpochs">Its length in epochs, once planned.</param>
/// <param name="Ending">How it ended, in a sentence.</param>
/// <param name="Front">With several objectives, the completed trials that no other beats (nowhere worse, somewhere better); null with one
/// objective.</param>
public sealed record SweepState(
    SweepId Id,
    SweepDefinition? Plan,
    string DataFingerprint,
    SweepStatus Status,
    ImmutableList<TrialState> Trials,
    ImmutableSortedSet<int> Open,
    bool Exhausted,
    int? Best,
    FoldState? Refit,
    int RefitEpochs,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    string? Ending,
    ImmutableSortedSet<int>? Front = null)
{
    /// <summary>Before the first event.</summary>
    public static SweepState Empty { get; } = new(
        default, null, "", SweepStatus.Unplanned, [], [], false, null, null, 0, default, null, null);

    /// <summary>Present while a user has paused the sweep.</summary>
    public PauseState? Pause { get; init; }

    /// <summary>Of the process that owns the sweep: see <see cref="OwnerClaimed"/>. 0 = nobody has claimed it yet.</summary>
    public long Epoch { get; init; }

    /// <summary>Why the search ended before its last trial; null = it did not, or the space was exhausted.</summary>
    public string? SearchEnd { get; init; }

    /// <summary>Trials that have their checkpoints.</summary>
    public ImmutableSortedSet<int> Stored { get; init; } = [];

    /// <summary>Configurations that users queued while the sweep ran, by the number of the trial that tries them, also of those that were
    /// tried.</summary>
    public ImmutableSortedDictionary<int, QueuedTrial> Queue { get; init; } = ImmutableSortedDictionary<int, QueuedTrial>.Empty;

    /// <summary>In a search fold by fold, every fold that a trial has got, in the order in which it was decided; empty in others.</summary>
    public ImmutableList<FoldGrant> Grants { get; init; } = [];

    /// <summary>What the posterior chose as the best when the search had ended; null = it has not, or is not asked.</summary>
    public PosteriorBest? Chosen { get; init; }

    /// <summary>The last refit before more trials were planned; null = none, or no more were.</summary>
    [JsonPropertyName("earlierRefit")] // as snapshots have it
    public FoldState? PreviousRefit { get; init; }

    /// <summary>What the user decided.</summary>
    /// <exception cref="InvalidOperationException">The sweep was never planned.</exception>
    public SweepDefinition Definition => Plan ?? throw new InvalidOperationException("The sweep was never planned.");

    /// <summary>What lies on both sides of the splits; null = nobody looked.</summary>
    public EquatableList<LeakageFinding>? Leakage { get; init; }

    /// <summary>What the client calls the submission that asked for it; null = nobody submitted it.</summary>
    public string? Submission { get; init; }

    /// <summary>Whether nothing will change any more.</summary>
    public bool Ended => Status is SweepStatus.Completed or SweepStatus.Cancelled;

    /// <summary>Trials that have a score: the best one, then those with the best means of the first objective.</summary>
    /// <param name="among">Of these; null = of all.</param>
    public IEnumerable<TrialState> Ranked(IEnumerable<TrialState>? among = null) =>
        TrialState.Ranked(among ?? Trials, Definition.Objective).OrderBy(trial => trial.Number != Best);

    /// <summary>The fold of that id, the refit included; null when there is none.</summary>
    public FoldState? Find(FoldId id)
    {
        if (id.IsRefit)
        {
            return Refit?.Id == id ? Refit : null;
        }

        if (id.Trial < 0 || id.Trial >= Trials.Count)
        {
            return null;
        }

        var folds = Trials[id.Trial].Folds;
        return id.Fold >= 0 && id.Fold < folds.Length ? folds[id.Fold] : null;
    }

    /// <summary>Folds whose lease is held, in order.</summary>
    public IEnumerable<FoldState> Leased() => OpenFolds().Where(f => f.Status == WorkStatus.Running);

    /// <summary>Folds that wait for a slot, in the order in which they should get one: earlier trials first. A paused sweep has
    /// none.</summary>
    /// <remarks>Suggestions do not heed a pause, so that it cannot change what is suggested; they end by themselves when no trial
    /// does.</remarks>
    public IEnumerable<FoldState> Ready() => Ended || Pause is not null ? [] : OpenFolds().Where(f => f.Status == WorkStatus.Waiting);

    /// <summary>The trial for which a suggestion is wanted now; null = none.</summary>
    /// <remarks>
    /// Trial t is suggested as soon as trials 0 .. t - parallel have ended, and sees those results only. Which of the later ones
    /// happens to be done makes no difference, so that a parallel search is a function of its seed and data alone. See
    /// <see cref="SearchDefinition.Seen"/>, and for a search fold by fold <see cref="FoldWise"/>.
    /// </remarks>
    public int? WantedTrial()
    {
        if (Status != SweepStatus.Searching || Exhausted || Trials.Count >= Definition.Search.Trials)
        {
            return null;
        }

        if (Definition.Search.FoldWise is not null)
        {
            return FoldWise.HasEnded(this, FoldWise.NextSeen(this)) ? Trials.Count : null;
        }

        return Open.IsEmpty || Open.Min >= Definition.Search.Seen(Trials.Count) ? Trials.Count : null;
    }

    private IEnumerable<FoldState> OpenFolds() =>
        Refit is not null ? [Refit] : Open.SelectMany(number => Trials[number].OwnFolds);
}

/// <summary>A configuration that a user queued.</summary>
/// <param name="Configuration">In the sweep's space.</param>
/// <param name="By">Who did.</param>
/// <param name="Key">Of the request; null = it has none.</param>
public sealed record QueuedTrial(Configuration Configuration, string By, string? Key);

/// <summary>That a sweep is paused, and why.</summary>
/// <param name="By">Who paused it.</param>
/// <param name="Reason">Why; null = not said.</param>
/// <param name="StopRunning">Whether what runs is to stop at its next checkpoint; otherwise it runs to its end.</param>
/// <param name="Since">Since when.</param>
public sealed record PauseState(string By, string? Reason, bool StopRunning, DateTimeOffset Since);

/// <summary>What a list of sweeps tells of each.</summary>
public static class SweepSummaries
{
    /// <summary>The summary of a state.</summary>
    public static SweepSummary Summarize(this SweepState state) => new(
        state.Id, state.Status, state.Definition.Search.Algorithm, state.Definition.Model.Name, state.Trials.Count(t => t.Ended),
        state.Definition.Search.Trials, state.Definition.Objective.Metric, state.Best is { } best ? state.Trials[best].Mean : null,
        state.Definition.HasTestRows ? state.Refit?.Result?.Score : null, state.StartedAt, state.EndedAt, state.Pause is not null,
        state.Definition.AdditionalObjectives?.Select(o => o.Metric).ToArray(), state.Front?.Count,
            Nested: state.Definition.CrossValidation.Nested);
}
