namespace Orchestrator.Sweeps.Commands;

/// <summary>Go on after the coordinator was stopped or killed.</summary>
/// <param name="KeepsLeases">
/// Whether open attempts may run on without their coordinator, on other machines. If not, they are over; their checkpoints remain.
/// </param>
public sealed record ResumeSweep(DateTimeOffset At, bool KeepsLeases = false) : SweepCommand(At);
