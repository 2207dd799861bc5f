namespace Orchestrator.Models.Training;

/// <summary>What was measured at the end of an epoch, by name.</summary>
internal sealed record EpochMetrics(int Epoch, IReadOnlyDictionary<string, double> Values);
