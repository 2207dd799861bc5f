using System.Collections.Immutable;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Spaces;

namespace Orchestrator.Sweeps.State;

/// <summary>One configuration and its folds.</summary>
/// <param name="Mean">Mean of the fold scores; present exactly when completed.</param>
/// <param name="Deviation">Sample standard deviation of the fold scores; present exactly when completed.</param>
/// <param name="Reason">Why it failed.</param>
public sealed record TrialState(
    int Number, Configuration Configuration, WorkStatus Status, ImmutableArray<FoldState> Folds, DateTimeOffset SuggestedAt,
    DateTimeOffset? EndedAt = null, double? Mean = null, double? Deviation = null, string? Reason = null)
{
    /// <summary>Whether it has its score or will never have one.</summary>
    public bool Ended => Status is WorkStatus.Completed or WorkStatus.Failed or WorkStatus.Pruned;

    internal static TrialState New(int number, Configuration configuration, int folds, DateTimeOffset at) =>
        new(number, configuration, WorkStatus.Waiting,
            [.. Enumerable.Range(0, folds).Select(k => FoldState.New(new FoldId(number, k)))], at);
}
