using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Contracts.Api;

/// <summary>Everything about one trial.</summary>
/// <param name="Sweep">Whose it is.</param>
/// <param name="Trial">Its number, from 0.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Configuration">Its hyper-parameters.</param>
/// <param name="Metric">The objective; of several the first, which the folds and their curves show.</param>
/// <param name="Mean">Mean of the fold scores; present exactly when completed.</param>
/// <param name="Deviation">Sample standard deviation of the fold scores; present exactly when completed.</param>
/// <param name="Reason">Why it failed or was pruned; null = it was not.</param>
/// <param name="Folds">Its folds, and at last the refit where this trial was refitted.</param>
/// <param name="Scores">With several objectives, by metric; null with one, or before the trial has completed.</param>
/// <param name="Parent">The trial from whose weights it went on; null = it started anew.</param>
public sealed record TrialDetails(
    SweepId Sweep, int Trial, WorkStatus Status, Configuration Configuration, string Metric, double? Mean, double? Deviation,
    string? Reason, IReadOnlyList<FoldRow> Folds, IReadOnlyDictionary<string, ObjectiveScore>? Scores = null, int? Parent = null)
{
    /// <summary>What is expected of it, where it was ended before it had all its folds; null = it was not.</summary>
    public PartialScore? Partial { get; init; }

    /// <summary>When the search chose it.</summary>
    public DateTimeOffset SuggestedAt { get; init; }

    /// <summary>When it ended; null = it has not.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Whether it is the best one, or with several objectives one that no other beats.</summary>
    public bool Leading { get; init; }

    /// <summary>The trials whose weights it went on from, the first one first; empty = it started anew.</summary>
    public IReadOnlyList<int> Ancestors { get; init; } = [];

    /// <summary>The trials that went on from its weights.</summary>
    public IReadOnlyList<int> Children { get; init; } = [];
}

/// <summary>A fold of a trial, or its refit.</summary>
/// <param name="Name">Its number from 0, or <see cref="Refit"/>.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Score">The objective's metric at the best epoch; null = not completed.</param>
/// <param name="BestEpoch">The epoch of the kept weights, from 1; null = not completed.</param>
/// <param name="Epochs">Epochs trained, over all attempts; null = not completed.</param>
/// <param name="Seconds">Spent in training, over all attempts; null = not completed.</param>
/// <param name="Curve">The objective's metric over the epochs of the last attempt that measured; of a refit its training loss.</param>
/// <param name="Attempts">In order.</param>
public sealed record FoldRow(
    string Name, WorkStatus Status, double? Score, int? BestEpoch, int? Epochs, double? Seconds, IReadOnlyList<CurvePoint> Curve,
    IReadOnlyList<AttemptRow> Attempts)
{
    /// <summary>What the refit's row is called.</summary>
    public const string Refit = "refit";

    /// <summary>Whether it is the refit.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsRefit => Name == Refit;
}

/// <summary>The metric at the end of an epoch.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="Value">May be non-finite.</param>
public sealed record CurvePoint(int Epoch, double Value);

/// <summary>One attempt at a fold.</summary>
/// <param name="Attempt">From 1.</param>
/// <param name="Slot">Where it ran.</param>
/// <param name="StartedAt">When it was leased.</param>
/// <param name="EndedAt">Null while the lease is held.</param>
/// <param name="Failure">Null while it runs, and when it gave a result.</param>
/// <param name="Reason">What happened and why the fold was, or was not, tried again.</param>
public sealed record AttemptRow(
    int Attempt, string Slot, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, FailureKind? Failure, string? Reason);
