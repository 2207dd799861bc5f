namespace Orchestrator.Contracts.Messages;

/// <summary>A node has stopped its attempts at their checkpoints and goes; what it held is interrupted, not failed.</summary>
public sealed record NodeLeft(string Node, string Instance);
