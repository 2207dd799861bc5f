using Orchestrator.Contracts.Randomness;

namespace Orchestrator.Search.Suites;

/// <summary>
/// A draw from a Gaussian process of mean 0, variance 1 and Matern's covariance, by random Fourier features (Rahimi and Recht, "Random
/// features for large-scale kernel machines", NIPS 2007, section 3): cosines whose frequencies have the covariance's spectrum, which is a
/// multivariate t of two nu degrees of freedom (Rasmussen and Williams, "Gaussian processes for machine learning", 2006, eq. 4.15).
/// </summary>
internal sealed class RandomField
{
    /// <summary>The degrees of freedom that stand for the squared exponential, which is smooth without end.</summary>
    public const int Smooth = 0;

    private const int Features = 128;

    private readonly double[][] frequencies;
    private readonly double[] phases;

    /// <summary>Draws one.</summary>
    /// <param name="random">What it is drawn from.</param>
    /// <param name="scales">The length over which it changes, of each dimension; above 0.</param>
    /// <param name="freedom">Two nu: 3 = differentiable once, 5 = twice; <see cref="Smooth"/>.</param>
    public RandomField(RandomStream random, double[] scales, int freedom)
    {
        frequencies = [.. Enumerable.Range(0, Features).Select(_ => Frequency(random, scales, freedom))];
        phases = Parts.Uniform(random, Features, 0, 2 * Math.PI);
    }

    /// <summary>The value at a point of as many dimensions as there are scales.</summary>
    public double At(ReadOnlySpan<double> x)
    {
        var sum = 0.0;
        for (var k = 0; k < Features; k++)
        {
            var angle = phases[k];
            for (var i = 0; i < x.Length; i++)
            {
                angle += frequencies[k][i] * x[i];
            }

            sum += Math.Cos(angle);
        }

        return Math.Sqrt(2.0 / Features) * sum;
    }

    /// <summary>Scales between two lengths, uniform in their logarithm.</summary>
    public static double[] Scales(RandomStream random, int count, double low, double high) =>
        [.. Parts.Uniform(random, count, Math.Log(low), Math.Log(high)).Select(Math.Exp)];

    private static double[] Frequency(RandomStream random, double[] scales, int freedom)
    {
        var normal = Parts.Normal(random, scales.Length);
        var tail = freedom == Smooth ? 1 : Math.Sqrt(freedom / Parts.Normal(random, freedom).Sum(z => z * z));
        return [.. normal.Select((z, i) => tail * z / scales[i])];
    }
}
