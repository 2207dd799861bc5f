using Orchestrator.Contracts.Randomness;
using Orchestrator.Search.Encoding;

namespace Orchestrator.Search.Surrogates;

/// <summary>
/// A density over a search space: a weighted mixture of one product of kernels around each point, and of the uniform density.
/// </summary>
/// <remarks>
/// Falkner, Klein and Hutter, "BOHB", arXiv 1807.01774, section 3.1; Watanabe, "Tree-structured Parzen estimator", arXiv 2304.11127.
/// A parameter that a point lacks has the uniform kernel there; one that a candidate lacks does not count.
/// </remarks>
internal sealed class ParzenEstimator
{
    private readonly SpaceEncoding encoding;
    private readonly double[][] points;
    private readonly double[] cumulative;
    private readonly double[] logWeights; // the uniform component last
    private readonly ParzenAxis[] axes;

    /// <param name="encoding">The space.</param>
    /// <param name="points">Centres, with NaN where a parameter does not exist.</param>
    /// <param name="weights">One a point, positive.</param>
    /// <param name="uniformWeight">Of the uniform density, positive.</param>
    public ParzenEstimator(SpaceEncoding encoding, double[][] points, double[] weights, double uniformWeight)
    {
        this.encoding = encoding;
        this.points = points;
        var total = weights.Sum() + uniformWeight;
        var sum = 0.0;
        cumulative = [.. weights.Select(weight => sum += weight / total)];
        logWeights = [.. weights.Append(uniformWeight).Select(weight => Math.Log(weight / total))];
        axes = [.. encoding.Axes.Select((axis, index) =>
            ParzenAxis.Of(axis, [.. points.Select(point => point[index])], weights, encoding.Axes.Count))];
    }

    /// <summary>Draws a point.</summary>
    public double[] Sample(RandomStream random)
    {
        var component = Array.BinarySearch(cumulative, random.NextDouble());
        if (component < 0)
        {
            component = ~component;
        }

        var point = new double[axes.Length];
        for (var i = 0; i < axes.Length; i++)
        {
            var centre = component < points.Length ? points[component][i] : double.NaN;
            point[i] = axes[i].Sample(centre, random);
        }

        return point;
    }

    /// <summary>The logarithm of the density at a point, over the parameters that exist there.</summary>
    public double LogDensity(double[] point)
    {
        Span<bool> active = stackalloc bool[axes.Length];
        encoding.Activity(point, active);
        Span<double> sums = new double[logWeights.Length];
        logWeights.CopyTo(sums);
        for (var i = 0; i < axes.Length; i++)
        {
            if (active[i])
            {
                axes[i].AddLogKernels(point[i], sums);
            }
        }

        return LogSumExp(sums);
    }

    private static double LogSumExp(ReadOnlySpan<double> values)
    {
        var largest = double.NegativeInfinity;
        foreach (var value in values)
        {
            largest = Math.Max(largest, value);
        }

        return largest + Math.Log(LinearAlgebra.VectorKernels.SumExp(values, largest));
    }
}
