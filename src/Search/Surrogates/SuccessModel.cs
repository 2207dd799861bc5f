using MathNet.Numerics;
using Orchestrator.Contracts.Randomness;
using Orchestrator.Search.LinearAlgebra;

namespace Orchestrator.Search.Surrogates;

/// <summary>How probable it is that a trial succeeds, by where others did and failed: that a Gaussian process of labels, one for success
/// and one for failure, is on the side of success at a point.</summary>
/// <remarks>
/// Gelbart, Snoek and Adams, "Bayesian optimization with unknown constraints", UAI 2014, weigh the expected improvement with it. Labels are
/// fitted as numbers (Rasmussen and Williams, section 6.5), which needs no approximation and no more than the process of losses does.
/// </remarks>
internal sealed class SuccessModel
{
    /// <summary>Below it the two terms of the ratio vanish, and their asymptote is exact to a thousandth.</summary>
    private const double FarTail = -30;

    private const double LeastDeviation = 1e-3;
    private static readonly double SqrtTwoPi = Math.Sqrt(2 * Math.PI);

    private readonly GaussianProcess labels;
    private readonly double between;
    private readonly double[] means, weights, alpha;
    private double deviation;

    private SuccessModel(GaussianProcess labels, double between, IReadOnlyList<Belief> beliefs)
    {
        (this.labels, this.between, Beliefs) = (labels, between, beliefs);
        (means, weights, alpha) = (new double[beliefs.Count], new double[beliefs.Count], new double[beliefs[0].Alpha.Length]);
    }

    /// <summary>What is believed of the labels, pending trials' included.</summary>
    public IReadOnlyList<Belief> Beliefs { get; }

    /// <summary>The probability of success as far as trials have ended.</summary>
    /// <param name="labels">Its outcomes are two numbers, the smaller one for success.</param>
    public static SuccessModel Of(GaussianProcess labels) => new(labels, Between(labels), [labels.Belief]);

    /// <summary>The same under each of several beliefs about whether pending trials succeed: where one of them fails, others near it
    /// would too.</summary>
    /// <param name="labels">Its outcomes are two numbers, the smaller one for success.</param>
    /// <param name="pending">At least one row.</param>
    /// <param name="pairs">See <see cref="GaussianProcess.Fantasies"/>.</param>
    /// <param name="random">Draws.</param>
    public static SuccessModel Of(GaussianProcess labels, FeatureTable pending, int pairs, RandomStream random)
    {
        var posterior = labels.Believing(pending);
        return new(posterior, Between(labels), posterior.Fantasies(labels.Outcomes.Length, pairs, random));
    }

    /// <summary>Whether a pending trial succeeds under a belief.</summary>
    public bool Succeeds(int belief, int pending) => Beliefs[belief].Drawn[pending] < between;

    /// <summary>The probability at each row, the geometric mean over the beliefs: small where some of them all but exclude
    /// success.</summary>
    public double[] Probabilities(FeatureTable points) =>
        [.. LogProbabilities(points).Chunk(Beliefs.Count).Select(logs => Math.Exp(logs.Average()))];

    /// <summary>The logarithm of the probability at each row under each belief.</summary>
    /// <param name="points">A row a point.</param>
    /// <returns>For each point one a belief.</returns>
    public double[] LogProbabilities(FeatureTable points)
    {
        double[] logs = new double[points.Count * Beliefs.Count], variances = new double[points.Count];
        labels.Predict(points, Beliefs, logs, variances);
        for (var i = 0; i < logs.Length; i++)
        {
            logs[i] = LogCumulative((between - logs[i]) / Deviation(variances[i / Beliefs.Count])).Value;
        }

        return logs;
    }

    /// <summary>The same at a point; <see cref="Slopes"/> may be asked for next.</summary>
    /// <param name="features">The point.</param>
    /// <param name="logs">Receives one a belief.</param>
    public void LogProbabilities(ReadOnlySpan<double> features, Span<double> logs)
    {
        deviation = Deviation(labels.PredictWithSlopes(features, Beliefs, means));
        for (var b = 0; b < logs.Length; b++)
        {
            logs[b] = LogCumulative((between - means[b]) / deviation).Value;
        }
    }

    /// <summary>The gradient of a weighted sum of the logarithms, at the point that was last asked about.</summary>
    /// <param name="features">That point.</param>
    /// <param name="shares">The weight of each belief.</param>
    /// <param name="gradient">Receives the gradient, 0 along choices.</param>
    /// <param name="scratch">As long.</param>
    public void Slopes(ReadOnlySpan<double> features, ReadOnlySpan<double> shares, Span<double> gradient, Span<double> scratch)
    {
        double inMean = 0, inVariance = 0;
        for (var b = 0; b < shares.Length; b++)
        {
            var place = (between - means[b]) / deviation;
            weights[b] = shares[b] * LogCumulative(place).Slope / deviation;
            inMean -= weights[b];
            inVariance -= deviation > LeastDeviation ? weights[b] * place / (2 * deviation) : 0;
        }

        // The gradients of the means are linear in alpha: one sum of alphas does for all.
        alpha.AsSpan().Clear();
        if (inMean < 0) // 0 where success is certain
        {
            for (var b = 0; b < weights.Length; b++)
            {
                VectorKernels.Axpy(-weights[b] / inMean, Beliefs[b].Alpha, alpha, alpha.Length);
            }
        }

        labels.Slopes(features, alpha, gradient, scratch);
        for (var f = 0; f < gradient.Length; f++)
        {
            gradient[f] = inMean * gradient[f] + inVariance * scratch[f];
        }
    }

    private static double Between(GaussianProcess labels) => 0.5 * (labels.Outcomes.Min() + labels.Outcomes.Max());

    private static double Deviation(double variance) => Math.Max(LeastDeviation, Math.Sqrt(variance));

    /// <summary>log Phi(z) and its slope phi(z) / Phi(z).</summary>
    private static (double Value, double Slope) LogCumulative(double z)
    {
        if (z < FarTail)
        {
            return (-0.5 * z * z - Math.Log(-z * SqrtTwoPi), -z);
        }

        var cumulative = 0.5 * SpecialFunctions.Erfc(-z / Constants.Sqrt2);
        return (Math.Log(cumulative), Math.Exp(-0.5 * z * z) / SqrtTwoPi / cumulative);
    }
}
