namespace Orchestrator.Cli.Plots;

/// <summary>A labelled place on a scale.</summary>
/// <param name="At">In the scale's coordinates.</param>
/// <param name="Label">What stands there.</param>
internal sealed record Tick(double At, string Label);
