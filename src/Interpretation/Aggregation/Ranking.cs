namespace Orchestrator.Interpretation.Aggregation;

/// <summary>Places in an order.</summary>
internal static class Ranking
{
    /// <summary>Places from 1, the largest value first; equal values share the mean of their places, and values that are not there (NaN)
    /// the mean of the places that are left.</summary>
    public static double[] Descending(ReadOnlySpan<double> values)
    {
        var order = new int[values.Length];
        var keys = new double[values.Length];
        for (var i = 0; i < order.Length; i++)
        {
            (order[i], keys[i]) = (i, double.IsNaN(values[i]) ? double.PositiveInfinity : -values[i]);
        }

        Array.Sort(keys, order);
        var ranks = new double[order.Length];
        for (int start = 0, end; start < order.Length; start = end)
        {
            for (end = start + 1; end < order.Length && keys[end] == keys[start];)
            {
                end++;
            }

            for (var at = start; at < end; at++)
            {
                ranks[order[at]] = (start + 1 + end) / 2.0;
            }
        }

        return ranks;
    }
}

/// <summary>What several networks say about one input together.</summary>
/// <param name="Place">From 1, by mean rank.</param>
/// <param name="Input">Its number.</param>
/// <param name="Name">Its name.</param>
/// <param name="MeanRank">Mean of its ranks, from 1.</param>
/// <param name="RankDeviation">Standard deviation of its ranks.</param>
/// <param name="MeanScore">Mean of its scores, each as a share of the largest of its attribution: at most 1, below 0 where it did
/// harm.</param>
/// <param name="ScoreDeviation">Standard deviation of those.</param>
/// <param name="Agreeing">Folds of trials in which it was among the first.</param>
/// <param name="Of">Folds of trials that were asked.</param>
/// <param name="Direction">Mean of the sign of its effect, from -1 to 1; null where no method tells.</param>
public sealed record RankedInput(
    int Place, int Input, string Name, double MeanRank, double RankDeviation, double MeanScore, double ScoreDeviation, int Agreeing, int Of,
    double? Direction);
