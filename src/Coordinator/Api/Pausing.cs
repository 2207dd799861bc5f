namespace Orchestrator.Coordinator.Api;

/// <summary>The body of a pause.</summary>
/// <param name="By">Who asks for it, for the journal.</param>
/// <param name="Reason">Why, for the journal; null = not said.</param>
/// <param name="StopRunning">Whether what runs stops at its next checkpoint; otherwise it runs to its end.</param>
public sealed record Pausing(string By, string? Reason = null, bool StopRunning = false);
