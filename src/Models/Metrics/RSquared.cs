using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Models.Metrics;

/// <summary>
/// Coefficient of determination, <c>1 - sum_i (p_i - y_i)^2 / sum_i (y_i - mean y)^2</c>: 1 is perfect, 0 is no better than the mean of the
/// set, negative is worse. The mean over columns; undefined where the truth is constant.
/// </summary>
public sealed class RSquared() : ValueMetric("r2", Direction.Maximize, "share of the variance that is explained")
{
    /// <inheritdoc />
    public override (double Least, double Most) Bounds => (double.NegativeInfinity, 1);

    /// <inheritdoc />
    public override double Of(ValuePredictions predictions) => predictions.MeanOverColumns(OfColumn);

    /// <inheritdoc />
    public override IReadOnlyList<double> Each(ValuePredictions predictions) => predictions.OverColumns(OfColumn);

    private static double OfColumn(IEnumerable<(double Predicted, double Actual)> pairs)
    {
        var all = pairs.ToArray();
        if (all.Length == 0)
        {
            return double.NaN;
        }

        var mean = all.Average(pair => pair.Actual);
        var total = all.Sum(pair => (pair.Actual - mean) * (pair.Actual - mean));
        return total == 0 ? double.NaN : 1 - all.Sum(pair => (pair.Predicted - pair.Actual) * (pair.Predicted - pair.Actual)) / total;
    }
}
