namespace Orchestrator.Coordinator.Sweeping;

/// <summary>Nothing runs any more, and nothing is unwritten.</summary>
public sealed record Drained;
