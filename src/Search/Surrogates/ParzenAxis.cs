using Orchestrator.Contracts.Randomness;
using Orchestrator.Search.Encoding;

namespace Orchestrator.Search.Surrogates;

/// <summary>The kernels of a <see cref="ParzenEstimator"/> along one parameter.</summary>
internal abstract class ParzenAxis
{
    /// <summary>Axes of at most this many levels have their kernel tabulated, as probabilities of levels.</summary>
    private const int MostTabulated = 64;

    /// <summary>The kernels of an axis around centres, NaN = absent.</summary>
    public static ParzenAxis Of(Axis axis, double[] centres, double[] weights, int dimensions)
    {
        if (axis.IsPoint)
        {
            return new ParzenLevels(axis, centres, (_, _) => 1);
        }

        if (axis.IsCategorical)
        {
            return ParzenLevels.Categorical(axis, centres, dimensions);
        }

        var bandwidth = Bandwidth(centres, weights, dimensions, axis.Levels);
        return axis.Levels <= MostTabulated ? ParzenLevels.Ordered(axis, centres, bandwidth) : new ParzenReals(axis, centres, bandwidth);
    }

    /// <summary>A draw from the kernel around a centre; from the uniform density where the centre is NaN.</summary>
    public abstract double Sample(double centre, RandomStream random);

    /// <summary>Adds to each component's sum the logarithm of its kernel at a coordinate; the uniform component stands last.</summary>
    public abstract void AddLogKernels(double coordinate, Span<double> sums);

    /// <summary>Scott's rule for the weighted centres that exist, and never so narrow that the search cannot leave a point.</summary>
    private static double Bandwidth(double[] centres, double[] weights, int dimensions, long? levels)
    {
        double total = 0, squares = 0, mean = 0, effective = 0;
        for (var i = 0; i < centres.Length; i++)
        {
            if (double.IsNaN(centres[i]))
            {
                continue;
            }

            total += weights[i];
            effective += weights[i] * weights[i];
            var shift = centres[i] - mean;
            mean += shift * weights[i] / total;
            squares += weights[i] * shift * (centres[i] - mean);
        }

        if (total <= 0)
        {
            return 1;
        }

        var n = total * total / effective;
        // One point tells nothing of the spread: the deviation is that of n points and one uniform one.
        var deviation = Math.Sqrt((squares / total * n + 1.0 / 12) / (n + 1));
        var least = Math.Max(0.5 / Math.Min(100, centres.Length + 1), levels is { } count ? 0.25 / count : 0);
        return Math.Clamp(deviation * Math.Pow(n, -1.0 / (dimensions + 4)), least, 1);
    }
}
