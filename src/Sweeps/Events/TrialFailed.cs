namespace Orchestrator.Sweeps.Events;

/// <summary>A fold cannot be completed, so the trial has no score. The sweep goes on.</summary>
public sealed record TrialFailed(int Trial, string Reason, DateTimeOffset At) : SweepEvent(At);
