namespace Orchestrator.Sweeps.Commands;

/// <summary>End the pause. Not to be confused with <see cref="ResumeSweep"/>, which follows the death of a coordinator.</summary>
/// <param name="By">Who asks for it.</param>
/// <param name="Reason">Why; null = not said.</param>
public sealed record ContinueSweep(string By, string? Reason, DateTimeOffset At) : SweepCommand(At);
