using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Sweeps.State;

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
    [JsonIgnore] public IReadOnlyList<ObjectiveScore> Scores =>
        Mean is { } mean && Deviation is { } deviation ? [new(mean, deviation), .. Further ?? []] : [];

    internal static TrialState New(int number, Configuration configuration, int? parent, int folds, DateTimeOffset at) =>
        new(number, configuration, WorkStatus.Waiting,
            [.. Enumerable.Range(0, folds).Select(k => FoldState.New(new FoldId(number, k)))], at, Parent: parent);
}
