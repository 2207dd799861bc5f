using Orchestrator.Contracts.Sweeps;

namespace Orchestrator.Models.Metrics;

/// <summary>Mean absolute error over all known values: <c>(1/n) sum_i |p_i - y_i|</c>, in units of the target.</summary>
public sealed class MeanAbsoluteError() : ValueMetric("mae", Direction.Minimize, "mean absolute error")
{
    /// <inheritdoc />
    public override double Of(ValuePredictions predictions) =>
        predictions.All().Select(pair => Math.Abs(pair.Predicted - pair.Actual)).DefaultIfEmpty(double.NaN).Average();
}
