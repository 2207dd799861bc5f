using Orchestrator.Contracts.Spaces;

namespace Orchestrator.Sweeps.Events;

/// <summary>A configuration joined the sweep; its folds wait for slots.</summary>
public sealed record TrialSuggested(int Trial, Configuration Configuration, DateTimeOffset At) : SweepEvent(At);
