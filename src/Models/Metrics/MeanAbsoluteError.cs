using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Models.Metrics;

/// <summary>Mean absolute error over all known values: <c>(1/n) sum_i |p_i - y_i|</c>, in units of the target.</summary>
public sealed class MeanAbsoluteError() : ValueMetric("mae", Direction.Minimize, "mean absolute error")
{
    /// <inheritdoc />
    public override (double Least, double Most) Bounds => (0, double.PositiveInfinity);

    /// <inheritdoc />
    public override double Of(ValuePredictions predictions) => OfPairs(predictions.All());

    /// <inheritdoc />
    public override IReadOnlyList<double> Each(ValuePredictions predictions) => predictions.OverColumns(OfPairs);

    private static double OfPairs(IEnumerable<(double Predicted, double Actual)> pairs) =>
        pairs.Select(pair => Math.Abs(pair.Predicted - pair.Actual)).DefaultIfEmpty(double.NaN).Average();
}
