namespace Orchestrator.Coordinator.Scheduling;

/// <summary>Asks for the nodes that are present; answered with <see cref="NodesDescribed"/>.</summary>
public sealed record DescribeNodes;
