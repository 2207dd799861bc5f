namespace Orchestrator.Contracts.Trials;

/// <summary>A trial's score in one objective.</summary>
/// <param name="Mean">Mean over its folds.</param>
/// <param name="Deviation">Sample standard deviation over its folds (n - 1).</param>
public sealed record ObjectiveScore(double Mean, double Deviation);
