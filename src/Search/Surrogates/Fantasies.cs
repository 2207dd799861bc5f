using Orchestrator.Search.LinearAlgebra;

namespace Orchestrator.Search.Surrogates;

/// <summary>What a <see cref="GaussianProcess"/> might believe of its last rows, those of pending trials: outcomes drawn jointly from
/// their posterior in place of its mean there.</summary>
/// <remarks>
/// Snoek, Larochelle and Adams, "Practical Bayesian optimization", NIPS 2012, section 3.2. With <c>K = L L^T</c>, C the lower right
/// block of L and z drawn from a standard normal distribution, the last rows bring <c>mean + C z</c>. Then alpha changes by
/// <c>L^-T [0, z]</c>, and the mean at a point by the product of z and the last entries of <c>L^-1 k</c>, which its variance needs
/// anyway: a fantasy costs as many products as trials are pending, however many have ended.
/// </remarks>
/// <param name="Alpha">K^-1 (y - m) as the process believes.</param>
/// <param name="Directions">L^-T e, e the unit vector of each of the last rows.</param>
/// <param name="Draws">At least one.</param>
internal sealed record Fantasies(double[] Alpha, double[][] Directions, IReadOnlyList<Fantasy> Draws)
{
    /// <summary>How many fantasies.</summary>
    public int Count => Draws.Count;

    /// <summary>The means at a point under each fantasy.</summary>
    /// <param name="mean">What the process believes.</param>
    /// <param name="last">The last entries of L^-1 k there.</param>
    /// <param name="means">One a fantasy.</param>
    public void Shift(double mean, ReadOnlySpan<double> last, Span<double> means)
    {
        for (var b = 0; b < Draws.Count; b++)
        {
            means[b] = mean + VectorKernels.Dot(Draws[b].Shift, last, last.Length);
        }
    }

    /// <summary>The weighted average of alpha.</summary>
    /// <param name="weights">One a fantasy, none below 0; divided by their sum, unless that is 0.</param>
    /// <param name="average">The result.</param>
    public void Average(Span<double> weights, Span<double> average)
    {
        var total = VectorKernels.Sum(weights);
        foreach (ref var weight in weights)
        {
            weight /= total > 0 ? total : 1;
        }

        Alpha.CopyTo(average);
        for (var row = 0; row < Directions.Length; row++)
        {
            var part = 0.0;
            for (var b = 0; b < weights.Length; b++)
            {
                part = Math.FusedMultiplyAdd(weights[b], Draws[b].Shift[row], part);
            }

            VectorKernels.Axpy(part, Directions[row], average, average.Length);
        }
    }
}

/// <summary>One of the <see cref="Fantasies"/>.</summary>
/// <param name="Shift">z, one a row.</param>
/// <param name="Drawn">The outcomes of those rows.</param>
internal sealed record Fantasy(double[] Shift, double[] Drawn);
