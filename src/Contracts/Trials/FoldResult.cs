using System.Text.Json.Serialization;

namespace Orchestrator.Contracts.Trials;

/// <summary>What a completed attempt reports.</summary>
/// <param name="Score">The objective's metric at the best epoch (validation rows; the test rows for the refit).</param>
/// <param name="BestEpoch">The epoch of the kept weights, from 1.</param>
/// <param name="Epochs">Epochs trained, over all attempts.</param>
/// <param name="Metrics">Every metric at the best epoch.</param>
/// <param name="TrainSeconds">Time spent in training, over all attempts.</param>
public sealed record FoldResult(
    double Score, int BestEpoch, int Epochs,
    [property: JsonConverter(typeof(MetricValues.Converter))] IReadOnlyDictionary<string, double> Metrics, double TrainSeconds);
