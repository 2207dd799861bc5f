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
    private const double LeastDeviation = 1e-3;

    private readonly GaussianProcess labels;
    private readonly double between;
    private readonly double[] means, weights, slopes, alpha;
    private double deviation;

    private SuccessModel(GaussianProcess labels, double between, Fantasies fantasies)
    {
        (this.labels, this.between, Fantasies) = (labels, between, fantasies);
        (means, weights, slopes) = (new double[fantasies.Count], new double[fantasies.Count], new double[fantasies.Count]);
        alpha = new double[fantasies.Alpha.Length];
    }

    /// <summary>Of the labels of pending trials.</summary>
    public Fantasies Fantasies { get; }

    /// <summary>The probability of success as far as trials have ended.</summary>
    /// <param name="labels">Its outcomes are two numbers, the smaller one for success.</param>
    public static SuccessModel Of(GaussianProcess labels) => new(labels, Between(labels), labels.Believed);

    /// <summary>The same under each of several fantasies of whether pending trials succeed: where one of them fails, others near it
    /// would too.</summary>
    /// <param name="labels">Its outcomes are two numbers, the smaller one for success.</param>
    /// <param name="pending">At least one row.</param>
    /// <param name="pairs">See <see cref="GaussianProcess.Fantasize"/>.</param>
    /// <param name="random">Draws.</param>
    public static SuccessModel Of(GaussianProcess labels, FeatureTable pending, int pairs, RandomStream random)
    {
        var posterior = labels.Believing(pending);
        return new(posterior, Between(labels), posterior.Fantasize(labels.Outcomes.Length, pairs, random));
    }

    /// <summary>Whether a pending trial succeeds under a fantasy.</summary>
    public bool Succeeds(int fantasy, int pending) => Fantasies.Draws[fantasy].Drawn[pending] < between;

    /// <summary>The probability at each row, the geometric mean over the fantasies: small where some of them all but exclude
    /// success.</summary>
    public double[] Probabilities(FeatureTable points) =>
        [.. LogProbabilities(points).Chunk(Fantasies.Count).Select(logs => Math.Exp(logs.Average()))];

    /// <summary>The logarithm of the probability at each row under each fantasy.</summary>
    /// <param name="points">A row a point.</param>
    /// <returns>For each point one a fantasy.</returns>
    public double[] LogProbabilities(FeatureTable points)
    {
        double[] logs = new double[points.Count * Fantasies.Count], variances = new double[points.Count];
        labels.Predict(points, Fantasies, logs, variances);
        for (var i = 0; i < logs.Length; i++)
        {
            logs[i] = (between - logs[i]) / Deviation(variances[i / Fantasies.Count]);
        }

        NormalTail.LogCumulative(logs);
        return logs;
    }

    /// <summary>The same at a point; <see cref="Slopes"/> may be asked for next.</summary>
    /// <param name="features">The point.</param>
    /// <param name="logs">Receives one a fantasy.</param>
    public void LogProbabilities(ReadOnlySpan<double> features, Span<double> logs)
    {
        deviation = Deviation(labels.PredictWithSlopes(features, Fantasies, means));
        for (var b = 0; b < logs.Length; b++)
        {
            logs[b] = (between - means[b]) / deviation;
        }

        NormalTail.LogCumulative(logs, slopes);
    }

    /// <summary>The gradient of a weighted sum of the logarithms, at the point that was last asked about.</summary>
    /// <param name="features">That point.</param>
    /// <param name="shares">The weight of each fantasy.</param>
    /// <param name="gradient">Receives the gradient, 0 along choices.</param>
    /// <param name="scratch">As long.</param>
    public void Slopes(ReadOnlySpan<double> features, ReadOnlySpan<double> shares, Span<double> gradient, Span<double> scratch)
    {
        double inMean = 0, inVariance = 0;
        for (var b = 0; b < shares.Length; b++)
        {
            weights[b] = shares[b] * slopes[b] / deviation;
            inMean -= weights[b];
            inVariance -= deviation > LeastDeviation ? weights[b] * (between - means[b]) / (2 * deviation * deviation) : 0;
        }

        // The gradients of the means are linear in alpha: one average does for all.
        Fantasies.Average(weights, alpha);
        labels.Slopes(features, alpha, gradient, scratch);
        for (var f = 0; f < gradient.Length; f++)
        {
            gradient[f] = inMean * gradient[f] + inVariance * scratch[f];
        }
    }

    private static double Between(GaussianProcess labels) => 0.5 * (labels.Outcomes.Min() + labels.Outcomes.Max());

    private static double Deviation(double variance) => Math.Max(LeastDeviation, Math.Sqrt(variance));
}
