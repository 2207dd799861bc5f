namespace Orchestrator.Coordinator.Sweeping;

/// <summary>Start nothing more, stop what runs at its next checkpoint, and answer <see cref="Drained"/> when all is journaled.</summary>
public sealed record Drain;
