using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Models.Metrics;

/// <summary>Mean negative log-likelihood in nats: <c>-(1/n) sum_i log p(y_i | x_i)</c>. Class weights do not enter.</summary>
public sealed class CrossEntropy() : ClassMetric("loss", Direction.Minimize, "mean negative log-likelihood, in nats")
{
    /// <inheritdoc />
    public override (double Least, double Most) Bounds => (0, double.PositiveInfinity);

    /// <inheritdoc />
    public override double Of(ClassPredictions predictions)
    {
        var sum = 0.0;
        for (var row = 0; row < predictions.Rows; row++)
        {
            sum -= predictions.LogProbability(row, predictions.Classes[row]);
        }

        return sum / predictions.Rows;
    }
}
