using Orchestrator.Contracts.Randomness;

namespace Orchestrator.Models.Metrics;

/// <summary>
/// How far a figure of a test set might have come out otherwise had other rows been drawn: percentile intervals of the bootstrap (Efron
/// 1979; Efron and Tibshirani
/// 1993, section 13.3). Rows are drawn with replacement, as many as there are, and every metric is measured again. The same seed gives the
/// same intervals.
/// </summary>
public static class Bootstrap
{
    /// <summary>Share of the resamples that an interval holds.</summary>
    public const double Level = 0.95;

    private const int Most = 1000, Least = 100;
    private const long DrawnValues = 20_000_000; // a few seconds

    /// <summary>How often rows of a width are drawn: 1,000 times, fewer where that would take long; 0 where it would take too
    /// long.</summary>
    public static int Resamples(long rows, int width) =>
        (int)Math.Min(Most, DrawnValues / (rows * width)) is >= Least and var resamples ? resamples : 0;

    /// <summary>The bounds of each metric by name; a metric that is undefined in half of the resamples has none.</summary>
    /// <param name="metrics">What to measure.</param>
    /// <param name="predictions">Of the set.</param>
    /// <param name="seed">Draws the rows.</param>
    /// <param name="resamples">How often.</param>
    public static IReadOnlyDictionary<string, (double Low, double High)> Intervals(
        IReadOnlyList<Metric> metrics, Predictions predictions, ulong seed, int resamples)
    {
        var random = new RandomStream(seed);
        var values = metrics.ToDictionary(metric => metric.Name, _ => new List<double>(resamples));
        var rows = new int[predictions.Rows];
        for (var resample = 0; resample < resamples; resample++)
        {
            for (var i = 0; i < rows.Length; i++)
            {
                rows[i] = random.NextInt(predictions.Rows);
            }

            var drawn = predictions.Select(rows);
            foreach (var metric in metrics)
            {
                if (metric.Of(drawn) is var value && !double.IsNaN(value))
                {
                    values[metric.Name].Add(value);
                }
            }
        }

        return values.Where(pair => pair.Value.Count > resamples / 2)
            .ToDictionary(pair => pair.Key, pair => Bounds([.. pair.Value.Order()]));
    }

    private static (double Low, double High) Bounds(double[] sorted) =>
        (Quantile(sorted, (1 - Level) / 2), Quantile(sorted, (1 + Level) / 2));

    /// <summary>Between the neighbouring values, as NumPy's percentile.</summary>
    private static double Quantile(double[] sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        return below + 1 == sorted.Length ? sorted[below] : sorted[below] + (place - below) * (sorted[below + 1] - sorted[below]);
    }
}
