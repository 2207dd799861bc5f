using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Sweeps.Events;

/// <summary>A configuration joined the sweep; its folds wait for slots.</summary>
/// <param name="Parent">The completed trial from whose weights each fold goes on, fold by fold; null = from freshly drawn ones.</param>
public sealed record TrialSuggested(int Trial, Configuration Configuration, DateTimeOffset At, int? Parent = null) : SweepEvent(At);
