using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Models.Metrics;

/// <summary>
/// Area under the ROC curve. Of two classes: the probability that a row of class 1 is scored above a row of class 0, ties counting one
/// half, <c>(R - p(p+1)/2) / (p q)</c> with R the sum of the p positive rows' mid-ranks among all p + q rows (Mann and Whitney 1947; Hanley
/// and McNeil 1982). Of more classes: the unweighted mean of each class against the rest; classes that a set lacks are left out.
/// </summary>
public sealed class RocAuc()
    : ClassMetric("auc", Direction.Maximize, "area under the ROC curve; of several classes the mean of each against the rest")
{
    /// <inheritdoc />
    public override double Of(ClassPredictions predictions) => predictions.OneVersusRest(Area);

    /// <inheritdoc />
    public override IReadOnlyList<double> Each(ClassPredictions predictions) => predictions.EachVersusRest(Area);

    /// <summary>The area for one list of scores.</summary>
    /// <param name="scores">Larger means more likely positive. Sorted in place, with <paramref name="positive"/>.</param>
    /// <param name="positive">Which rows are positive.</param>
    /// <returns>In [0, 1]; NaN when all rows are on one side or a score is NaN.</returns>
    internal static double Area(double[] scores, bool[] positive)
    {
        Array.Sort(scores, positive);
        if (scores.Length == 0 || double.IsNaN(scores[0]))
        {
            return double.NaN; // NaN sorts first
        }

        double rankSum = 0, positives = 0;
        for (int start = 0, end; start < scores.Length; start = end)
        {
            for (end = start + 1; end < scores.Length && scores[end] == scores[start];)
            {
                end++;
            }

            var midRank = (start + 1 + end) / 2.0;
            for (var at = start; at < end; at++)
            {
                if (!positive[at])
                {
                    continue;
                }

                rankSum += midRank;
                positives++;
            }
        }

        var negatives = scores.Length - positives;
        return positives == 0 || negatives == 0 ? double.NaN : (rankSum - positives * (positives + 1) / 2) / (positives * negatives);
    }
}
