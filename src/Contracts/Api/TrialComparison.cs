using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Contracts.Api;

/// <summary>Trials beside each other, of one sweep or of several: how they scored and in what they differ.</summary>
/// <param name="Trials">In the order in which they were asked for.</param>
/// <param name="Metrics">Their objectives, each once.</param>
/// <param name="Folds">Names of their folds in order, the refit last; see <see cref="FoldRow.Name"/>.</param>
/// <param name="Differing">Hyper-parameters that are not the same in all.</param>
/// <param name="Same">Hyper-parameters that are.</param>
public sealed record TrialComparison(
    IReadOnlyList<ComparedTrial> Trials, IReadOnlyList<string> Metrics, IReadOnlyList<string> Folds,
    IReadOnlyList<ComparedSetting> Differing, IReadOnlyList<ComparedSetting> Same);

/// <summary>A trial in a comparison.</summary>
/// <param name="Sweep">Whose it is.</param>
/// <param name="Trial">Its number, from 0.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Leading">Whether it is the best of its sweep, or one of its front.</param>
/// <param name="Scores">By metric; empty until it has completed.</param>
/// <param name="Folds">By name.</param>
/// <param name="Seconds">From its suggestion to its end; null = it has not ended.</param>
/// <param name="Reason">Why it failed or was pruned; null = it was not.</param>
public sealed record ComparedTrial(
    SweepId Sweep, int Trial, WorkStatus Status, bool Leading, IReadOnlyDictionary<string, ObjectiveScore> Scores,
    IReadOnlyDictionary<string, ComparedFold> Folds, double? Seconds, string? Reason);

/// <summary>A fold of a trial in a comparison. What is null is known when the fold has completed.</summary>
/// <param name="Score">Of the first objective, at the best epoch.</param>
/// <param name="BestEpoch">The epoch of the kept weights, from 1.</param>
/// <param name="Epochs">Epochs trained, over all attempts.</param>
/// <param name="Seconds">Spent in training, over all attempts.</param>
public sealed record ComparedFold(double? Score, int? BestEpoch, int? Epochs, double? Seconds);

/// <summary>A hyper-parameter in a comparison.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Values">One a trial, in their order; null = it is inactive there, or the trial's space does not have it.</param>
public sealed record ComparedSetting(string Name, IReadOnlyList<ParameterValue?> Values);
