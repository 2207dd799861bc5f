namespace Orchestrator.Sweeps.Events;

/// <summary>A fact about a sweep, as journaled. Extend-only: a released event keeps its fields and their meaning.</summary>
/// <param name="At">When it became a fact.</param>
public abstract record SweepEvent(DateTimeOffset At);
