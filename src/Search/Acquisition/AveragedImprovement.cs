using Orchestrator.Search.Encoding;
using Orchestrator.Search.LinearAlgebra;
using Orchestrator.Search.Surrogates;

namespace Orchestrator.Search.Acquisition;

/// <summary>
/// The logarithm of the expected improvement, averaged over beliefs about what pending trials bring:
/// <c>log 1/S sum_s EI_s</c>. Variances are the same under all beliefs, so that many cost little more than one. Where costs are known it is
/// that of the improvement for the time that it takes, in units of the typical time (Snoek et al., NeurIPS 2012, section 3.2); where trials
/// fail, that of an improvement times the probability that there will be a loss at all, under the same belief.
/// </summary>
internal sealed class AveragedImprovement
{
    private readonly SpaceEncoding encoding;
    private readonly GaussianProcess posterior;
    private readonly IReadOnlyList<Belief> beliefs;
    private readonly IReadOnlyList<double> bests;
    private readonly CostModel? cost;
    private readonly SuccessModel? success;
    private readonly double typical;
    private readonly double[] logs, means, weights, shares, logSuccesses, alpha, meanSlopes, varianceSlopes, successSlopes;

    /// <param name="encoding">The space.</param>
    /// <param name="posterior">What is believed of it, pending trials included.</param>
    /// <param name="beliefs">At least one.</param>
    /// <param name="bests">The outcome to improve on under each.</param>
    /// <param name="cost">How long what takes; null = that is no matter.</param>
    /// <param name="incumbent">The best point known, whose time is the unit; null = a second is.</param>
    /// <param name="success">How probably what succeeds, with as many beliefs; null = everything does.</param>
    public AveragedImprovement(SpaceEncoding encoding, GaussianProcess posterior, IReadOnlyList<Belief> beliefs,
        IReadOnlyList<double> bests, CostModel? cost = null, double[]? incumbent = null, SuccessModel? success = null)
    {
        this.success = success;
        this.cost = cost;
        typical = cost is null || incumbent is null ? 0 : cost.LogSeconds(Features(encoding, incumbent));
        this.encoding = encoding;
        this.posterior = posterior;
        (this.beliefs, this.bests) = (beliefs, bests);
        (logs, means, weights) = (new double[beliefs.Count], new double[beliefs.Count], new double[beliefs.Count]);
        (shares, logSuccesses) = (new double[beliefs.Count], new double[beliefs.Count]);
        alpha = new double[beliefs[0].Alpha.Length];
        (meanSlopes, varianceSlopes, successSlopes) =
            (new double[encoding.Features], new double[encoding.Features], new double[encoding.Features]);
    }

    /// <summary>At each point.</summary>
    public double[] At(IReadOnlyList<double[]> points)
    {
        var table = FeatureTable.Of(encoding, points);
        double[] all = new double[points.Count * beliefs.Count], variances = new double[points.Count];
        posterior.Predict(table, beliefs, all, variances);
        var (features, successes) = (new double[encoding.Features], success?.LogProbabilities(table));
        for (var i = 0; i < variances.Length; i++)
        {
            var deviation = Math.Sqrt(variances[i]);
            for (var b = 0; b < logs.Length; b++)
            {
                logs[b] = LogExpectedImprovement.Evaluate(bests[b], all[i * logs.Length + b], deviation).Value
                    + (successes?[i * logs.Length + b] ?? 0);
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
        var deviation = Math.Sqrt(posterior.PredictWithSlopes(features, beliefs, means));
        success?.LogProbabilities(features, logSuccesses);
        double meanSlope = 0, deviationSlope = 0;
        for (var b = 0; b < logs.Length; b++)
        {
            logs[b] = LogExpectedImprovement.Evaluate(bests[b], means[b], deviation).Value + logSuccesses[b];
        }

        var average = LogAverage();
        for (var b = 0; b < logs.Length; b++)
        {
            var (value, inMean, inDeviation) = LogExpectedImprovement.Evaluate(bests[b], means[b], deviation);
            shares[b] = logs.Length == 1 ? 1 : Math.Exp(value + logSuccesses[b] - average) / logs.Length;
            weights[b] = shares[b] * inMean;
            meanSlope += weights[b];
            deviationSlope += shares[b] * inDeviation;
        }

        // The gradients of the means are linear in alpha: one sum of alphas does for all. Every slope in a mean is negative.
        alpha.AsSpan().Clear();
        for (var b = 0; b < logs.Length; b++)
        {
            VectorKernels.Axpy(weights[b] / meanSlope, beliefs[b].Alpha, alpha, alpha.Length);
        }

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
