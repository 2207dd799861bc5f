using Orchestrator.Search.Encoding;
using Orchestrator.Search.LinearAlgebra;
using Orchestrator.Search.Surrogates;

namespace Orchestrator.Search.Acquisition;

/// <summary>
/// The logarithm of the expected improvement, averaged over <see cref="Fantasies"/> of what pending trials bring:
/// <c>log 1/S sum_s EI_s</c>. Variances are the same in all of them, so that many cost little more than one. Where costs are known it is
/// that of the improvement for the time that it takes, in units of the typical time (Snoek et al., NeurIPS 2012, section 3.2); where trials
/// fail, that of an improvement times the probability that there will be a loss at all, in the same fantasy.
/// </summary>
internal sealed class AveragedImprovement
{
    private readonly SpaceEncoding encoding;
    private readonly GaussianProcess posterior;
    private readonly Fantasies fantasies;
    private readonly double[] bests;
    private readonly CostModel? cost;
    private readonly SuccessModel? success;
    private readonly double typical;
    private readonly double[] logs, means, cumulative, density, shares, logSuccesses, alpha, meanSlopes, varianceSlopes, successSlopes;

    /// <param name="encoding">The space.</param>
    /// <param name="posterior">What is believed of it, pending trials included.</param>
    /// <param name="fantasies">Of pending trials' outcomes.</param>
    /// <param name="bests">The outcome to improve on in each.</param>
    /// <param name="cost">How long what takes; null = that is no matter.</param>
    /// <param name="incumbent">The best point known, whose time is the unit; null = a second is.</param>
    /// <param name="success">How probably what succeeds, with as many fantasies; null = everything does.</param>
    public AveragedImprovement(SpaceEncoding encoding, GaussianProcess posterior, Fantasies fantasies,
        double[] bests, CostModel? cost = null, double[]? incumbent = null, SuccessModel? success = null)
    {
        this.success = success;
        this.cost = cost;
        typical = cost is null || incumbent is null ? 0 : cost.LogSeconds(Features(encoding, incumbent));
        this.encoding = encoding;
        this.posterior = posterior;
        (this.fantasies, this.bests) = (fantasies, bests);
        var count = fantasies.Count;
        (logs, means, cumulative, density) = (new double[count], new double[count], new double[count], new double[count]);
        (shares, logSuccesses, alpha) = (new double[count], new double[count], new double[fantasies.Alpha.Length]);
        (meanSlopes, varianceSlopes, successSlopes) =
            (new double[encoding.Features], new double[encoding.Features], new double[encoding.Features]);
    }

    /// <summary>At each point.</summary>
    public double[] At(IReadOnlyList<double[]> points)
    {
        var table = FeatureTable.Of(encoding, points);
        double[] all = new double[points.Count * fantasies.Count], variances = new double[points.Count];
        posterior.Predict(table, fantasies, all, variances);
        for (var i = 0; i < variances.Length; i++)
        {
            var perDeviation = 1 / Math.Sqrt(variances[i]);
            for (var b = 0; b < bests.Length; b++)
            {
                ref var mean = ref all[i * bests.Length + b];
                mean = (bests[b] - mean) * perDeviation;
            }
        }

        LogExpectedImprovement.LogH(all);
        var (features, successes) = (new double[encoding.Features], success?.LogProbabilities(table));
        for (var i = 0; i < variances.Length; i++)
        {
            var logDeviation = 0.5 * Math.Log(variances[i]);
            for (var b = 0; b < logs.Length; b++)
            {
                logs[b] = all[i * logs.Length + b] + logDeviation + (successes?[i * logs.Length + b] ?? 0);
            }

            variances[i] = LogAverage();
            if (cost is not null)
            {
                table.CopyRow(i, features);
                variances[i] -= cost.LogSeconds(features) - typical;
            }
        }

        return variances;
    }

    /// <summary>At a point given by its features, with its gradient in them.</summary>
    public double At(ReadOnlySpan<double> features, Span<double> gradient)
    {
        var deviation = Math.Sqrt(posterior.PredictWithSlopes(features, fantasies, means));
        success?.LogProbabilities(features, logSuccesses);
        for (var b = 0; b < logs.Length; b++)
        {
            logs[b] = (bests[b] - means[b]) / deviation;
        }

        LogExpectedImprovement.LogH(logs, cumulative, density);
        var logDeviation = Math.Log(deviation);
        for (var b = 0; b < logs.Length; b++)
        {
            logs[b] += logDeviation + logSuccesses[b];
        }

        double average = LogAverage(), meanSlope = 0, deviationSlope = 0;
        for (var b = 0; b < logs.Length; b++)
        {
            shares[b] = logs.Length == 1 ? 1 : Math.Exp(logs[b] - average) / logs.Length;
            meanSlope -= cumulative[b] *= shares[b] / deviation;
            deviationSlope += shares[b] * density[b] / deviation;
        }

        // The gradients of the means are linear in alpha: one average does for all.
        fantasies.Average(cumulative, alpha);
        posterior.Slopes(features, alpha, meanSlopes, varianceSlopes);
        for (var f = 0; f < gradient.Length; f++)
        {
            gradient[f] = meanSlope * meanSlopes[f] + deviationSlope * varianceSlopes[f] / (2 * deviation) - (cost?.SlopeAlong(f) ?? 0);
        }

        if (success is not null)
        {
            success.Slopes(features, shares, successSlopes, varianceSlopes);
            for (var f = 0; f < gradient.Length; f++)
            {
                gradient[f] += successSlopes[f];
            }
        }

        return average - (cost is null ? 0 : cost.LogSeconds(features) - typical);
    }

    private static double[] Features(SpaceEncoding encoding, double[] point)
    {
        var features = new double[encoding.Features];
        encoding.Featurize(point, features);
        return features;
    }

    private double LogAverage()
    {
        var largest = logs.Max();
        return logs.Length == 1 || !double.IsFinite(largest) ? largest : largest
            + Math.Log(VectorKernels.SumExp(logs, largest) / logs.Length);
    }
}
