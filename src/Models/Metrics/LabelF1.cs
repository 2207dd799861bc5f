using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Models.Metrics;

/// <summary>
/// Harmonic mean of precision and recall of each label, <c>2 TP / (2 TP + FP + FN)</c> over its known rows: the mean over labels. A label
/// that is neither there nor predicted is left out.
/// </summary>
public sealed class LabelF1() : LabelMetric("f1", Direction.Maximize, "harmonic mean of precision and recall, mean over labels")
{
    /// <inheritdoc />
    public override double Of(LabelPredictions predictions) => predictions.MeanOverColumns(Score);

    /// <inheritdoc />
    public override IReadOnlyList<double> Each(LabelPredictions predictions) => predictions.OverColumns(Score);

    private static double Score(double[] logits, bool[] labels)
    {
        int hits = 0, misses = 0; // TP, FP + FN
        for (var row = 0; row < labels.Length; row++)
        {
            if (labels[row] && logits[row] > 0)
            {
                hits++;
            }
            else if (labels[row] != logits[row] > 0)
            {
                misses++;
            }
        }

        return 2.0 * hits / (2 * hits + misses);
    }
}
