namespace Orchestrator.Sweeps.Scheduling;

/// <summary>A node gets nothing more for a while.</summary>
/// <param name="Node">Which.</param>
/// <param name="Reason">Why, in a sentence.</param>
public sealed record Exclusion(string Node, string Reason);
