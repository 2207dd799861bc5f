using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Models.Metrics;

/// <summary>Mean squared error over all known values: <c>(1/n) sum_i (p_i - y_i)^2</c>, in squared units of the target.</summary>
/// <param name="name">It stands in the list twice: as <c>mse</c>, and as the <c>loss</c> of a regression.</param>
public sealed class MeanSquaredError(string name = "mse") : ValueMetric(name, Direction.Minimize, "mean squared error")
{
    /// <inheritdoc />
    public override (double Least, double Most) Bounds => (0, double.PositiveInfinity);

    /// <inheritdoc />
    public override double Of(ValuePredictions predictions) => OfPairs(predictions.All());

    /// <inheritdoc />
    public override IReadOnlyList<double> Each(ValuePredictions predictions) => Name == "loss" ? [] : predictions.OverColumns(OfPairs);

    private static double OfPairs(IEnumerable<(double Predicted, double Actual)> pairs) =>
        pairs.Select(pair => (pair.Predicted - pair.Actual) * (pair.Predicted - pair.Actual)).DefaultIfEmpty(double.NaN).Average();
}
