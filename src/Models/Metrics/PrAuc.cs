using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Models.Metrics;

/// <summary>
/// Area under the precision-recall curve as average precision, <c>sum_k (R_k - R_{k-1}) P_k</c> over the distinct scores from the highest:
/// of class 1 of two, otherwise the unweighted mean of each class against the rest, without the classes that a set lacks. Unlike the ROC's
/// area it falls to the class's share for a blind guess, which tells more where one class is rare (Davis and Goadrich 2006).
/// </summary>
public sealed class PrAuc()
    : ClassMetric("pr_auc", Direction.Maximize,
    "area under the precision-recall curve; of several classes the mean of each against the rest")
{
    /// <inheritdoc />
    public override double Of(ClassPredictions predictions) => predictions.OneVersusRest(Area);

    /// <inheritdoc />
    public override IReadOnlyList<double> Each(ClassPredictions predictions) => predictions.EachVersusRest(Area);

    /// <summary>Average precision of one list of scores.</summary>
    /// <param name="scores">Larger means more likely positive. Sorted in place, with <paramref name="positive"/>.</param>
    /// <param name="positive">Which rows are positive.</param>
    /// <returns>In [0, 1]; NaN when no row is positive or a score is NaN.</returns>
    internal static double Area(double[] scores, bool[] positive)
    {
        Array.Sort(scores, positive);
        if (scores.Length == 0 || double.IsNaN(scores[0]))
        {
            return double.NaN; // NaN sorts first
        }

        var positives = positive.Count(label => label);
        if (positives == 0)
        {
            return double.NaN;
        }

        double area = 0;
        var found = 0;
        for (int end = scores.Length, start; end > 0; end = start)
        {
            var before = found;
            for (start = end; start > 0 && scores[start - 1] == scores[end - 1]; start--)
            {
                if (positive[start - 1])
                {
                    found++;
                }
            }

            area += (double)(found - before) / positives * found / (scores.Length - start);
        }

        return area;
    }
}
