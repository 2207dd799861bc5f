using MathNet.Numerics;

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
    private readonly Belief belief;
    private readonly double between;

    /// <param name="labels">Its outcomes are two numbers, the smaller one for success.</param>
    public SuccessModel(GaussianProcess labels)
    {
        this.labels = labels;
        belief = labels.Belief(0);
        between = 0.5 * (labels.Outcomes.Min() + labels.Outcomes.Max());
    }

    /// <summary>The logarithm of the probability at each row.</summary>
    public double[] LogProbabilities(FeatureTable points)
    {
        double[] means = new double[points.Count], variances = new double[points.Count];
        labels.Predict(points, [belief], means, variances);
        return [.. means.Zip(variances, (mean, variance) => LogCumulative((between - mean) / Deviation(variance)).Value)];
    }

    /// <summary>The same at a point, with its gradient.</summary>
    /// <param name="features">The point.</param>
    /// <param name="gradient">Receives the gradient, 0 along choices.</param>
    /// <param name="scratch">As long.</param>
    public double LogProbability(ReadOnlySpan<double> features, Span<double> gradient, Span<double> scratch)
    {
        var (mean, variance) = labels.Predict(features, gradient, scratch);
        var deviation = Deviation(variance);
        var place = (between - mean) / deviation;
        var (value, slope) = LogCumulative(place);
        var varies = deviation > LeastDeviation ? place / (2 * deviation * deviation) : 0;
        for (var f = 0; f < gradient.Length; f++)
        {
            gradient[f] = slope * (-gradient[f] / deviation - varies * scratch[f]);
        }

        return value;
    }

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
