namespace Orchestrator.Sweeps.Commands;

/// <summary>Start no further fold until <see cref="ContinueSweep"/>.</summary>
/// <param name="By">Who asks for it.</param>
/// <param name="Reason">Why; null = not said.</param>
/// <param name="StopRunning">Whether what runs stops at its next checkpoint; otherwise it runs to its end.</param>
public sealed record PauseSweep(string By, string? Reason, bool StopRunning, DateTimeOffset At) : SweepCommand(At);
