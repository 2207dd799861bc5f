using MathNet.Numerics;

namespace Orchestrator.Search.Acquisition;

/// <summary>
/// The logarithm of the expected improvement E[max(0, best - f)] of a normal f, and its slopes, without underflow however
/// unlikely an improvement is.
/// </summary>
/// <remarks>
/// Ament, Daulton, Eriksson, Balandat and Bakshy, "Unexpected improvements to expected improvement", arXiv 2310.20708, equation 9:
/// <c>log EI = log h(z) + log sigma</c>, <c>z = (best - mu) / sigma</c>, <c>h(z) = phi(z) + z Phi(z)</c>. In the lower tail the
/// two terms of h cancel; with t the continued fraction of Laplace, <c>Phi(z) / phi(z) = 1 / (|z| + t)</c>, so that
/// <c>h(z) = phi(z) t / (|z| + t)</c>, which has no cancellation at all.
/// </remarks>
public static class LogExpectedImprovement
{
    private const double TailBelow = -2.5;
    private static readonly double LogSqrtTwoPi = 0.5 * Math.Log(2 * Math.PI);

    /// <summary>log h(z), finite for every finite z.</summary>
    public static double LogH(double z) => Terms(z).LogH;

    /// <summary>The value and its slopes in the mean and the standard deviation.</summary>
    /// <param name="best">The loss to improve on.</param>
    /// <param name="mean">Mean of f.</param>
    /// <param name="deviation">Standard deviation of f, positive.</param>
    public static (double Value, double MeanSlope, double DeviationSlope) Evaluate(double best, double mean, double deviation)
    {
        var (logH, cumulative, density) = Terms((best - mean) / deviation);
        return (logH + Math.Log(deviation), -cumulative / deviation, density / deviation);
    }

    /// <summary>log h, Phi / h and phi / h.</summary>
    private static (double LogH, double Cumulative, double Density) Terms(double z)
    {
        if (z > TailBelow)
        {
            var density = Math.Exp(-0.5 * z * z - LogSqrtTwoPi);
            var cumulative = 0.5 * SpecialFunctions.Erfc(-z / Constants.Sqrt2);
            var h = density + z * cumulative;
            return (Math.Log(h), cumulative / h, density / h);
        }

        var distance = -z;
        var fraction = ContinuedFraction(distance);
        var t = 1 / fraction;
        return (-0.5 * z * z - LogSqrtTwoPi + Math.Log(t) - Math.Log(distance + t), fraction, (distance + t) * fraction);
    }

    /// <summary><c>d + 2 / (d + 3 / (d + ...))</c> to 1e-13 of itself, numerator over denominator: one division instead of one a
    /// term. The farther out, the fewer terms count.</summary>
    private static double ContinuedFraction(double distance)
    {
        double numerator = distance, denominator = 1;
        for (var k = distance > 1e8 ? 1 : 4 + (int)(130 / distance); k >= 2; k--)
        {
            (numerator, denominator) = (Math.FusedMultiplyAdd(distance, numerator, k * denominator), numerator);
        }

        return numerator / denominator;
    }
}
