namespace Orchestrator.Sweeps.Commands;

/// <summary>End a sweep before its plan is fulfilled, for good.</summary>
public sealed record CancelSweep(string Reason, DateTimeOffset At) : SweepCommand(At);
