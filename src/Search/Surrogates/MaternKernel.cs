using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Orchestrator.Search.Surrogates;

/// <summary>
/// Matern 5/2 with a length-scale a feature: <c>k(r2) = s (1 + a + a^2 / 3) exp(-a)</c>, <c>a = sqrt(5 r2)</c>,
/// <c>r2 = sum_j w_j d_j^2</c>, where d_j is the difference of a numeric feature, or 0/1 for equal/different categories.
/// </summary>
/// <remarks>
/// Rasmussen and Williams, "Gaussian Processes for Machine Learning", equation 4.17, with w_j = 1 / length-scale_j^2.
/// Its slope has no singularity at 0: <c>dk/dr2 = -(5/6) s (1 + a) exp(-a)</c>.
/// </remarks>
internal static class MaternKernel
{
    /// <summary>Adds <c>weight * d^2</c> of one feature against every row to <paramref name="squared"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddSquaredDistances(FeatureTable table, int feature, double value, double weight, Span<double> squared, int count)
    {
        ref var column = ref MemoryMarshal.GetReference(table.Column(feature)[..count]);
        ref var target = ref MemoryMarshal.GetReference(squared[..count]);
        var values = Vector256.Create(value);
        var weights = Vector256.Create(weight);
        var categorical = table.IsCategorical(feature);
        var i = 0;
        for (; i + 4 <= count; i += 4)
        {
            var difference = Vector256.LoadUnsafe(ref column, (nuint)i) - values;
            var sum = Vector256.LoadUnsafe(ref target, (nuint)i);
            sum = categorical
                ? sum + Vector256.ConditionalSelect(Vector256.Equals(difference, Vector256<double>.Zero), Vector256<double>.Zero, weights)
                : Vector256.FusedMultiplyAdd(difference * difference, weights, sum);
            sum.StoreUnsafe(ref target, (nuint)i);
        }

        for (; i < count; i++)
        {
            var difference = table[i, feature] - value;
            squared[i] = categorical
                ? squared[i] + (difference == 0 ? 0 : weight)
                : Math.FusedMultiplyAdd(difference * difference, weight, squared[i]);
        }
    }

    /// <summary>Overwrites squared distances with covariances.</summary>
    public static void Covariances(Span<double> squared, double amplitude) => Evaluate(squared, squared, [], amplitude);

    /// <summary>Writes covariances and their slopes dk/dr2 at squared distances; <paramref name="slopes"/> may be empty.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Evaluate(ReadOnlySpan<double> squared, Span<double> covariances, Span<double> slopes, double amplitude)
    {
        ref var source = ref MemoryMarshal.GetReference(squared);
        ref var target = ref MemoryMarshal.GetReference(covariances[..squared.Length]);
        ref var slope = ref MemoryMarshal.GetReference(slopes);
        var withSlopes = !slopes.IsEmpty;
        var i = 0;
        for (; i + 4 <= squared.Length; i += 4)
        {
            var (k, dk) = Evaluate(Vector256.LoadUnsafe(ref source, (nuint)i), amplitude);
            k.StoreUnsafe(ref target, (nuint)i);
            if (withSlopes)
            {
                dk.StoreUnsafe(ref slope, (nuint)i);
            }
        }

        for (; i < squared.Length; i++)
        {
            // Through the same vector code, so that a value does not depend on where in a row it stands.
            var (k, dk) = Evaluate(Vector256.Create(squared[i]), amplitude);
            covariances[i] = k.ToScalar();
            if (withSlopes)
            {
                slopes[i] = dk.ToScalar();
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (Vector256<double> Covariance, Vector256<double> Slope) Evaluate(Vector256<double> squared, double amplitude)
    {
        var a = Vector256.Sqrt(squared * 5.0);
        var decay = Vector256.Exp(-a) * amplitude;
        var linear = (Vector256<double>.One + a) * decay;
        return (Vector256.FusedMultiplyAdd(a * a, decay * (1.0 / 3.0), linear), linear * (-5.0 / 6.0));
    }
}
