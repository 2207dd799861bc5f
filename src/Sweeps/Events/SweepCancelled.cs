namespace Orchestrator.Sweeps.Events;

/// <summary>The sweep was ended by a user; what is done stays.</summary>
public sealed record SweepCancelled(string Reason, DateTimeOffset At) : SweepEvent(At);
