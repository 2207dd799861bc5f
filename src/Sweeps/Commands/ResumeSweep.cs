namespace Orchestrator.Sweeps.Commands;

/// <summary>Go on after the coordinator was stopped or killed: its open attempts are over, their checkpoints remain.</summary>
public sealed record ResumeSweep(DateTimeOffset At) : SweepCommand(At);
