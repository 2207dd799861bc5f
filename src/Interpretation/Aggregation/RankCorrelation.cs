using Orchestrator.Interpretation.Attributions;
using Orchestrator.Models.Metrics;

namespace Orchestrator.Interpretation.Aggregation;

/// <summary>Spearman's rank correlation of scores: whether two methods, or two folds, order the inputs alike.</summary>
public static class RankCorrelation
{
    /// <summary>In [-1, 1], over the inputs that both have scored; NaN where those are fewer than two, or one of the two scores them all
    /// the same.</summary>
    /// <remarks>Spearman 1904: Pearson's correlation of the ranks, equal scores sharing the mean of their places.</remarks>
    public static double Spearman(IReadOnlyList<double> one, IReadOnlyList<double> other)
    {
        if (one.Count != other.Count)
        {
            throw new ArgumentException($"{one.Count} scores and {other.Count} scores are not of the same inputs.", nameof(other));
        }

        int[] both = [.. Enumerable.Range(0, one.Count).Where(input => !double.IsNaN(one[input]) && !double.IsNaN(other[input]))];
        if (both.Length < 2)
        {
            return double.NaN;
        }

        var (first, second) = (Ranking.Descending(Array.ConvertAll(both, input => one[input])),
            Ranking.Descending(Array.ConvertAll(both, input => other[input])));
        return first.All(rank => rank == first[0]) ? double.NaN : Pearson.Correlation(first, second);
    }

    /// <summary>How alike methods order the inputs: for each two, the mean over the folds about which both were asked.</summary>
    /// <param name="attributions">Of any methods and folds, all of the same inputs.</param>
    /// <param name="output">Which output; one that has the metric of all alone is compared by that.</param>
    public static IReadOnlyList<MethodAgreement> BetweenMethods(IReadOnlyList<Attribution> attributions, string output)
    {
        var methods = attributions.Select(own => own.Method).Distinct().ToArray();
        var columns = attributions.GroupBy(own => (own.Method, own.Fold)).ToDictionary(group => group.Key,
            group => group.Last().Scores.Column(Columns.Of(group.Last(), output)));
        var folds = columns.Keys.Select(key => key.Fold).Distinct().Order().ToArray();
        var agreements = new List<MethodAgreement>();
        for (var first = 0; first < methods.Length; first++)
        {
            foreach (var second in methods[(first + 1)..])
            {
                var values = new List<double>();
                foreach (var fold in folds)
                {
                    if (columns.TryGetValue((methods[first], fold), out var one) && columns.TryGetValue((second, fold), out var other)
                        && Spearman(one, other) is var value && !double.IsNaN(value))
                    {
                        values.Add(value);
                    }
                }

                if (values.Count > 0)
                {
                    agreements.Add(new(methods[first], second, values.Average(), values.Count));
                }
            }
        }

        return agreements;
    }
}
