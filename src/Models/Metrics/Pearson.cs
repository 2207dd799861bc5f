using Orchestrator.Contracts.Sweeps;

namespace Orchestrator.Models.Metrics;

/// <summary>
/// Pearson's correlation of predictions and truth, <c>sum (p - mean p)(y - mean y) / sqrt(sum (p - mean p)^2 sum (y - mean y)^2)</c>, in [-1, 1].
/// The mean over columns. A constant prediction says nothing about the truth and counts 0; a constant truth leaves the column out.
/// </summary>
public sealed class Pearson() : ValueMetric("pearson", Direction.Maximize, "correlation of predicted and true values")
{
    /// <inheritdoc />
    public override double Of(ValuePredictions predictions) => predictions.MeanOverColumns(pairs =>
    {
        var all = pairs.ToArray();
        if (all.Length == 0) return double.NaN;
        var (meanPredicted, meanActual) = (all.Average(pair => pair.Predicted), all.Average(pair => pair.Actual));
        double products = 0, predictedSquares = 0, actualSquares = 0;
        foreach (var (predicted, actual) in all)
        {
            products += (predicted - meanPredicted) * (actual - meanActual);
            predictedSquares += (predicted - meanPredicted) * (predicted - meanPredicted);
            actualSquares += (actual - meanActual) * (actual - meanActual);
        }

        if (actualSquares == 0 || double.IsNaN(predictedSquares)) return double.NaN;
        return predictedSquares == 0 ? 0 : products / Math.Sqrt(predictedSquares * actualSquares);
    });
}
