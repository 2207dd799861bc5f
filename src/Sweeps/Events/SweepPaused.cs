namespace Orchestrator.Sweeps.Events;

/// <summary>A user paused the sweep: no further fold starts until <see cref="SweepContinued"/>.</summary>
/// <param name="By">Who did.</param>
/// <param name="Reason">Why; null = not said.</param>
/// <param name="StopRunning">Whether what ran was stopped at its next checkpoint; otherwise it ran to its end.</param>
public sealed record SweepPaused(string By, string? Reason, bool StopRunning, DateTimeOffset At) : SweepEvent(At);
