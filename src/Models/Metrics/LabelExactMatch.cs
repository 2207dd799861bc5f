using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Models.Metrics;

/// <summary>Share of rows whose known labels are all predicted right (subset accuracy), a label being predicted where its probability is
/// above one half. Rows without a known label are left out.</summary>
public sealed class LabelExactMatch()
    : LabelMetric("exact_match", Direction.Maximize, "share of rows whose known labels are all predicted right")
{
    /// <inheritdoc />
    public override double Of(LabelPredictions predictions)
    {
        var (right, rows) = (0, 0);
        for (var row = 0; row < predictions.Rows; row++)
        {
            var (known, wrong) = (0, 0);
            foreach (var (logit, label) in predictions.Row(row))
            {
                known++;
                wrong += logit > 0 == label ? 0 : 1;
            }

            rows += known > 0 ? 1 : 0;
            right += known > 0 && wrong == 0 ? 1 : 0;
        }

        return (double)right / rows;
    }
}
