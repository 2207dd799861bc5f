using Orchestrator.Contracts.Sweeps;

namespace Orchestrator.Models.Metrics;

/// <summary>
/// Area under the precision-recall curve of each label over its known rows, as average precision <c>sum_k (R_k - R_{k-1}) P_k</c> over the distinct scores
/// from the highest: the mean over labels. A label that no row has is left out.
/// </summary>
public sealed class LabelPrAuc() : LabelMetric("pr_auc", Direction.Maximize, "area under the precision-recall curve, mean over labels")
{
    /// <inheritdoc />
    public override double Of(LabelPredictions predictions) => predictions.MeanOverColumns(Area);

    /// <summary>Average precision of one list of scores; both arrays are sorted in place.</summary>
    internal static double Area(double[] scores, bool[] positive)
    {
        Array.Sort(scores, positive);
        if (scores.Length == 0 || double.IsNaN(scores[0])) return double.NaN; // NaN sorts first
        var positives = positive.Count(label => label);
        if (positives == 0) return double.NaN;
        double area = 0;
        var found = 0;
        for (int end = scores.Length, start; end > 0; end = start)
        {
            var before = found;
            for (start = end; start > 0 && scores[start - 1] == scores[end - 1]; start--)
            {
                if (positive[start - 1]) found++;
            }

            area += (double)(found - before) / positives * found / (scores.Length - start);
        }

        return area;
    }
}
