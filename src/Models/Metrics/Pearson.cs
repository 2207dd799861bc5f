using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Models.Metrics;

/// <summary>
/// Pearson's correlation of predictions and truth, <c>sum (p - mean p)(y - mean y) / sqrt(sum (p - mean p)^2 sum (y - mean y)^2)</c>, in
/// [-1, 1].
/// The mean over columns. A constant prediction says nothing about the truth and counts 0; a constant truth leaves the column out.
/// </summary>
public sealed class Pearson() : ValueMetric("pearson", Direction.Maximize, "correlation of predicted and true values")
{
    /// <inheritdoc />
    public override (double Least, double Most) Bounds => (-1, 1);

    /// <inheritdoc />
    public override double Of(ValuePredictions predictions) => predictions.MeanOverColumns(OfColumn);

    /// <inheritdoc />
    public override IReadOnlyList<double> Each(ValuePredictions predictions) => predictions.OverColumns(OfColumn);

    private static double OfColumn(IEnumerable<(double Predicted, double Actual)> pairs)
    {
        var all = pairs.ToArray();
        return Correlation(Array.ConvertAll(all, pair => pair.Predicted), Array.ConvertAll(all, pair => pair.Actual));
    }

    /// <summary>The correlation of two lists of one length; 0 when the predictions are constant, NaN when the truth is or there is
    /// none.</summary>
    internal static double Correlation(double[] predicted, double[] actual)
    {
        if (actual.Length == 0)
        {
            return double.NaN;
        }

        var (meanPredicted, meanActual) = (predicted.Average(), actual.Average());
        double products = 0, predictedSquares = 0, actualSquares = 0;
        for (var row = 0; row < actual.Length; row++)
        {
            var (p, y) = (predicted[row] - meanPredicted, actual[row] - meanActual);
            products += p * y;
            predictedSquares += p * p;
            actualSquares += y * y;
        }

        if (actualSquares == 0 || double.IsNaN(predictedSquares))
        {
            return double.NaN;
        }

        return predictedSquares == 0 ? 0 : products / Math.Sqrt(predictedSquares * actualSquares);
    }
}
