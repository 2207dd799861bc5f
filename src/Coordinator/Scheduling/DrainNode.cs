namespace Orchestrator.Coordinator.Scheduling;

/// <summary>Grant no further slot of a node, until it joins anew.</summary>
public sealed record DrainNode(string Node);
