namespace Orchestrator.Coordinator.Scheduling;

/// <summary>Grant no further slot of a node, until it joins in a new life; answered with <see cref="NodeDrains"/> as soon as the node itself says so.</summary>
public sealed record DrainNode(string Node);
