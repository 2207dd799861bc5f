namespace Orchestrator.Coordinator.Api;

/// <summary>The body of the end of a pause.</summary>
/// <param name="By">Who asks for it, for the journal.</param>
/// <param name="Reason">Why, for the journal; null = not said.</param>
public sealed record Continuation(string By, string? Reason = null);
