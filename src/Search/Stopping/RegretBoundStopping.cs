using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Encoding;
using Orchestrator.Search.QuasiRandom;
using Orchestrator.Search.Samplers;
using Orchestrator.Search.Surrogates;

namespace Orchestrator.Search.Stopping;

/// <summary>
/// Ends the search when a Gaussian process leaves little room below the best trial: the upper bound of the best one's loss less the lower
/// bound of any point's is smaller than what the folds' noise hides, or than a given loss.
/// </summary>
/// <remarks>
/// Makarova, Shen, Perrone, Klein, Faddoul, Krause, Seeger and Archambeau, "Automatic termination for hyperparameter optimization",
/// arXiv 2104.08166, equations 5 and 6, with bounds of two deviations. All points: the trials, their midpoints with the best, and an even
/// spread.
/// </remarks>
public sealed class RegretBoundStopping : IStopCriterion
{
    private const int FewestTrials = 20;
    private const int Spread = 1024;
    private const double Bounds = 2;

    private readonly SpaceEncoding encoding;
    private readonly FitSchedule schedule;
    private readonly double? worthwhile;

    /// <param name="space">The space that is searched.</param>
    /// <param name="worthwhile">Decrease of the loss that is worth going on for, positive; null = the deviation of the
    /// best one's noise.</param>
    public RegretBoundStopping(SearchSpace space, double? worthwhile = null)
    {
        if (worthwhile is { } gain)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(gain);
        }

        encoding = new SpaceEncoding(space);
        schedule = new FitSchedule(encoding, winsorizes: false);
        this.worthwhile = worthwhile;
    }

    /// <inheritdoc />
    public string? ReasonToStop(IReadOnlyList<Observation> observed)
    {
        var finished = observed.Where(o => double.IsFinite(o.Loss)).ToList();
        if (finished.Count < FewestTrials)
        {
            return null;
        }

        var best = finished.MinBy(o => o.Loss)!;
        var limit = worthwhile ?? Math.Sqrt(best.Variance);
        var losses = finished.Select(o => o.Loss).ToList();
        var (mean, scale) = (losses.Average(), Deviation(losses));
        if (!(limit > 0) || !(scale > 0))
        {
            return null;
        }

        var points = finished.Select(o => encoding.Encode(o.Configuration)).ToList();
        double[] outcomes = [.. losses.Select(loss => (loss - mean) / scale)]; // linear, so that bounds are bounds of losses
        var surrogate = GaussianProcess.Fit(FeatureTable.Of(encoding, points), outcomes, schedule.For(finished));
        var gap = scale * (Upper(surrogate, points) - Lower(surrogate, points, encoding.Encode(best.Configuration)));
        return gap < limit
            ? FormattableString.Invariant(
                $"at most {Math.Max(0, gap):G3} is left to gain on loss {best.Loss:G4} (trial {best.Trial}), less than {limit:G3}")
            : null;
    }

    private static double Upper(GaussianProcess surrogate, List<double[]> points) =>
        points.Select((_, row) => surrogate.MeanAtRow(row) + Bounds * Math.Sqrt(surrogate.VarianceAtRow(row))).Min();

    private double Lower(GaussianProcess surrogate, List<double[]> points, double[] best)
    {
        var sobol = new SobolSequence(encoding.Axes.Count, seed: 1);
        var all = new List<double[]>(points);
        all.AddRange(
            points.Select(point => point.Select((x, i) => encoding.Axes[i].Snap(encoding.Axes[i].IsCategorical ? x : 0.5 * (x + best[i])))
                .ToArray()));
        for (var i = 0u; i < Spread; i++)
        {
            var point = new double[encoding.Axes.Count];
            sobol.Point(i, point);
            for (var axis = 0; axis < point.Length; axis++)
            {
                point[axis] = encoding.Axes[axis].FromUniform(point[axis]);
            }

            all.Add(point);
        }

        double[] means = new double[all.Count], variances = new double[all.Count];
        surrogate.Predict(FeatureTable.Of(encoding, all), means, variances);
        return means.Zip(variances, (mean, variance) => mean - Bounds * Math.Sqrt(variance)).Min();
    }

    private static double Deviation(List<double> losses)
    {
        var mean = losses.Average();
        return Math.Sqrt(losses.Average(loss => (loss - mean) * (loss - mean)));
    }
}
