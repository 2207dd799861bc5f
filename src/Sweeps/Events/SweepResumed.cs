namespace Orchestrator.Sweeps.Events;

/// <summary>A coordinator took the sweep up again.</summary>
public sealed record SweepResumed(DateTimeOffset At) : SweepEvent(At);
