namespace Orchestrator.Coordinator.Api;

/// <summary>A sweep cannot be run here; nothing was journaled.</summary>
/// <param name="message">What does not fit, for the user.</param>
public sealed class SweepRefusedException(string message) : Exception(message);
