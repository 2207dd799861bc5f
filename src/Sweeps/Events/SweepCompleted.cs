namespace Orchestrator.Sweeps.Events;

/// <summary>Nothing is left to do.</summary>
/// <param name="BestTrial">The winner; null when every trial failed.</param>
/// <param name="Summary">How it ended, in a sentence.</param>
public sealed record SweepCompleted(int? BestTrial, string Summary, DateTimeOffset At) : SweepEvent(At);
