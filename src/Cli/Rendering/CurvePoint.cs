namespace Orchestrator.Cli.Rendering;

/// <summary>The objective's metric at the end of an epoch.</summary>
public sealed record CurvePoint(int Epoch, double Value);
