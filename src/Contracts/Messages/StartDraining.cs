namespace Orchestrator.Contracts.Messages;

/// <summary>Tells a node that it is drained until the end of its life, so that whoever coordinates next hears it from the node.</summary>
public sealed record StartDraining;
