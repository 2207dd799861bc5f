namespace Orchestrator.Coordinator.Scheduling;

/// <summary>A node has said itself that it drains: so it will to every later coordinator.</summary>
public sealed record NodeDrains(string Node);
