namespace Orchestrator.Coordinator.Clustered;

/// <summary>What a message causes is durable.</summary>
public sealed record Acknowledged;
