using Orchestrator.Search.LinearAlgebra;

namespace Orchestrator.Search.Surrogates;

/// <summary>What a Gaussian process expects far from all observations: a constant, a priori normal of mean 0 and variance 1.</summary>
/// <remarks>
/// Its most probable value is <c>m = 1.K^-1 y / (1.K^-1 1 + 1)</c> (Rasmussen and Williams, section 2.7, for a single basis function). A
/// crowd of good trials around the optimum then counts for little more than one, where the plain average would promise as much
/// everywhere else.
/// </remarks>
internal static class PriorMean
{
    /// <summary>The most probable constant.</summary>
    /// <param name="factor">Of K.</param>
    /// <param name="outcomes">y.</param>
    /// <param name="alpha">Receives K^-1 (y - m).</param>
    public static double MostProbable(CholeskyFactor factor, double[] outcomes, Span<double> alpha)
    {
        var weights = new double[outcomes.Length]; // K^-1 1
        weights.AsSpan().Fill(1);
        factor.Solve(weights);
        factor.SolveTransposed(weights);
        outcomes.CopyTo(alpha);
        factor.Solve(alpha);
        factor.SolveTransposed(alpha);
        var mean = VectorKernels.Sum(alpha) / (VectorKernels.Sum(weights) + 1);
        VectorKernels.Axpy(-mean, weights, alpha, weights.Length);
        return mean;
    }

    /// <summary>Minus the log density of the constant, up to a constant.</summary>
    public static double Penalty(double mean) => 0.5 * mean * mean;
}
