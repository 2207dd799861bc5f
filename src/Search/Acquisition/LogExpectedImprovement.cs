using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Orchestrator.Search.Surrogates;

namespace Orchestrator.Search.Acquisition;

/// <summary>
/// The logarithm of the expected improvement E[max(0, best - f)] of a normal f, and its slopes, without underflow however
/// unlikely an improvement is.
/// </summary>
/// <remarks>
/// Ament, Daulton, Eriksson, Balandat and Bakshy, "Unexpected improvements to expected improvement", arXiv 2310.20708, equation 9:
/// <c>log EI = log h(z) + log sigma</c>, <c>z = (best - mu) / sigma</c>, <c>h(z) = phi(z) + z Phi(z)</c>. With T the rest that
/// <see cref="NormalTail"/> tells without cancellation, <c>h(z) = phi(z) T(-z)</c> below 0 and <c>z + phi(z) T(z)</c> above.
/// </remarks>
public static class LogExpectedImprovement
{
    /// <summary>The value and its slopes in the mean and the standard deviation.</summary>
    /// <param name="best">The loss to improve on.</param>
    /// <param name="mean">Mean of f.</param>
    /// <param name="deviation">Standard deviation of f, positive.</param>
    public static (double Value, double MeanSlope, double DeviationSlope) Evaluate(double best, double mean, double deviation)
    {
        var (logH, cumulative, density) = Terms(Vector256.Create((best - mean) / deviation));
        return (logH[0] + Math.Log(deviation), -cumulative[0] / deviation, density[0] / deviation);
    }

    /// <summary>Overwrites each z with log h(z), finite as long as z^2 is.</summary>
    /// <param name="z">Any numbers.</param>
    /// <param name="cumulative">Where wanted, receives Phi / h, the slope in z.</param>
    /// <param name="density">With it, receives phi / h, the slope in the logarithm of the deviation.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void LogH(Span<double> z, Span<double> cumulative = default, Span<double> density = default)
    {
        ref var values = ref MemoryMarshal.GetReference(z);
        var i = 0;
        for (; i + 4 <= z.Length; i += 4)
        {
            var terms = Terms(Vector256.LoadUnsafe(ref values, (nuint)i));
            terms.LogH.StoreUnsafe(ref values, (nuint)i);
            if (!cumulative.IsEmpty)
            {
                terms.Cumulative.CopyTo(cumulative[i..]);
                terms.Density.CopyTo(density[i..]);
            }
        }

        for (; i < z.Length; i++)
        {
            var terms = Terms(Vector256.Create(z[i]));
            z[i] = terms.LogH[0];
            if (!cumulative.IsEmpty)
            {
                (cumulative[i], density[i]) = (terms.Cumulative[0], terms.Density[0]);
            }
        }
    }

    /// <summary>log h, Phi / h and phi / h.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<double> LogH, Vector256<double> Cumulative, Vector256<double> Density) Terms(Vector256<double> z)
    {
        var below = Vector256.LessThan(z, Vector256<double>.Zero);
        var (ratio, rest) = NormalTail.At(Vector256.Abs(z));
        var logDensity = NormalTail.LogDensity(z);
        var density = Vector256.Exp(logDensity);
        var above = Vector256.FusedMultiplyAdd(density, rest, z); // h
        return (Vector256.Log(Vector256.ConditionalSelect(below, rest, above))
            + Vector256.ConditionalSelect(below, logDensity, Vector256<double>.Zero),
            Vector256.ConditionalSelect(below, ratio / rest, (Vector256<double>.One - density * ratio) / above),
            Vector256.ConditionalSelect(below, Vector256<double>.One / rest, density / above));
    }
}
