using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Models.Metrics;

/// <summary>
/// Spearman's rank correlation: Pearson's of the ranks, ties sharing their mean rank, in [-1, 1]. It asks for the right order alone, so
/// that a few extreme values do not decide it. The mean over columns, with the same exceptions as <see cref="Pearson"/>.
/// </summary>
public sealed class Spearman() : ValueMetric("spearman", Direction.Maximize, "rank correlation of predicted and true values")
{
    /// <inheritdoc />
    public override (double Least, double Most) Bounds => (-1, 1);

    /// <inheritdoc />
    public override double Of(ValuePredictions predictions) => predictions.MeanOverColumns(OfColumn);

    /// <inheritdoc />
    public override IReadOnlyList<double> Each(ValuePredictions predictions) => predictions.OverColumns(OfColumn);

    private static double OfColumn(IEnumerable<(double Predicted, double Actual)> pairs)
    {
        var all = pairs.ToArray();
        var (predicted, actual) = (Ranks(Array.ConvertAll(all, pair => pair.Predicted)), Ranks(Array.ConvertAll(all, pair => pair.Actual)));
        return Pearson.Correlation(predicted, actual);
    }

    /// <summary>From 1, equal values sharing the mean of their places. NaN ranks all NaN.</summary>
    private static double[] Ranks(double[] values)
    {
        var ranks = new double[values.Length];
        var order = Enumerable.Range(0, values.Length).ToArray();
        var sorted = (double[])values.Clone();
        Array.Sort(sorted, order);
        if (sorted.Length > 0 && double.IsNaN(sorted[0]))
        {
            Array.Fill(ranks, double.NaN); // NaN sorts first
        }
        else
        {
            for (int start = 0, end; start < sorted.Length; start = end)
            {
                for (end = start + 1; end < sorted.Length && sorted[end] == sorted[start];)
                {
                    end++;
                }

                for (var at = start; at < end; at++)
                {
                    ranks[order[at]] = (start + 1 + end) / 2.0;
                }
            }
        }

        return ranks;
    }
}
