namespace Orchestrator.Coordinator.Api;

/// <summary>The body of a cancellation.</summary>
/// <param name="Reason">A sentence, for the journal.</param>
public sealed record Cancellation(string Reason);
