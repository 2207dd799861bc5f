using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Sweeps.Events;

/// <summary>All folds of a trial are done.</summary>
/// <param name="Mean">Mean of the fold scores.</param>
/// <param name="Deviation">Sample standard deviation of the fold scores (n - 1).</param>
/// <param name="Further">The same for the further objectives, in the definition's order; null = there are none.</param>
public sealed record TrialCompleted(int Trial, double Mean, double Deviation, DateTimeOffset At,
    EquatableList<ObjectiveScore>? Further = null) : SweepEvent(At);
