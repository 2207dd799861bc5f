using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Models.Metrics;

/// <summary>Share of rows whose most probable class is the true one: <c>(1/n) sum_i [argmax_c p(c | x_i) = y_i]</c>.</summary>
public sealed class Accuracy() : ClassMetric("accuracy", Direction.Maximize, "share of rows whose most probable class is the true one")
{
    /// <inheritdoc />
    public override double Of(ClassPredictions predictions)
    {
        var right = 0;
        for (var row = 0; row < predictions.Rows; row++)
        {
            if (predictions.Predicted(row) == predictions.Classes[row])
            {
                right++;
            }
        }

        return (double)right / predictions.Rows;
    }
}
