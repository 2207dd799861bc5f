namespace Orchestrator.Sweeps.Events;

/// <summary>A user ended the pause.</summary>
/// <param name="By">Who did.</param>
/// <param name="Reason">Why; null = not said.</param>
public sealed record SweepContinued(string By, string? Reason, DateTimeOffset At) : SweepEvent(At);
