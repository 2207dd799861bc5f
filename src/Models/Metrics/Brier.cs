using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Models.Metrics;

/// <summary>
/// Brier score: of two classes <c>(1/n) sum_i (p_i - y_i)^2</c>, in [0, 1]; of more <c>(1/n) sum_i sum_c (p_ic - [y_i = c])^2</c>, in [0,
/// 2] (Brier 1950, equation 2). A proper score: what lowers it in the mean is the true probability alone.
/// </summary>
public sealed class Brier() : ClassMetric("brier", Direction.Minimize, "Brier score: mean squared error of the probabilities")
{
    /// <inheritdoc />
    public override (double Least, double Most) Bounds => (0, 2);

    /// <inheritdoc />
    public override double Of(ClassPredictions predictions)
    {
        var sum = 0.0;
        for (var row = 0; row < predictions.Rows; row++)
        {
            for (var index = 0; index < predictions.ClassCount; index++)
            {
                var error = Math.Exp(predictions.LogProbability(row, index)) - (predictions.Classes[row] == index ? 1 : 0);
                sum += error * error;
            }
        }

        return sum / predictions.Rows / (predictions.ClassCount == 2 ? 2 : 1);
    }
}
