namespace Orchestrator.Coordinator.Scheduling;

/// <summary>Something happened to a node that its operator should know.</summary>
/// <param name="Node">Which.</param>
/// <param name="Text">What, to stand after its name.</param>
public sealed record NodeNews(string Node, string Text);
