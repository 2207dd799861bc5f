namespace Orchestrator.Sweeps.State;

/// <summary>That a sweep is paused, and why.</summary>
/// <param name="By">Who paused it.</param>
/// <param name="Reason">Why; null = not said.</param>
/// <param name="StopRunning">Whether what runs is to stop at its next checkpoint; otherwise it runs to its end.</param>
/// <param name="Since">Since when.</param>
public sealed record PauseState(string By, string? Reason, bool StopRunning, DateTimeOffset Since);
