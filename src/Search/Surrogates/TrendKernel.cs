using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Orchestrator.Search.Surrogates;

/// <summary>
/// The covariance of a function that is a sum over features of a slope, a curvature and, for a category, a level of its own:
/// <c>t(x, x') = 1/F sum_f (3 u u' + q u^2 u'^2)</c>, <c>u = 2 x - 1, q = 3</c>, and 2/F for a category that both
/// have.
/// </summary>
/// <remarks>
/// Beside a stationary kernel it makes the model one of a trend with departures (Rasmussen and Williams, section 2.7): what a parameter
/// does by itself is learnt from all trials and not from neighbours alone, of which there are none when parameters are many and trials few.
/// </remarks>
internal static class TrendKernel
{
    private const double Slope = 3;
    private const double Curvature = 3;
    private const double Level = 2;

    /// <summary>Adds <paramref name="weight"/> times the covariances of a point with the first rows of a table.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(FeatureTable table, ReadOnlySpan<double> features, double weight, Span<double> target)
    {
        weight /= table.Features;
        var constant = 0.0;
        for (var f = 0; f < table.Features; f++)
        {
            var column = table.Column(f)[..target.Length];
            if (table.IsCategorical(f))
            {
                AddWhereEqual(column, features[f], weight * Level, target);
                continue;
            }

            var (a, b, c) = Polynomial(features[f], weight);
            constant += a;
            AddPolynomial(column, b, c, target);
        }

        for (var i = 0; i < target.Length; i++)
        {
            target[i] += constant;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddWhereEqual(ReadOnlySpan<double> column, double value, double level, Span<double> target)
    {
        ref var from = ref MemoryMarshal.GetReference(column);
        ref var to = ref MemoryMarshal.GetReference(target);
        Vector256<double> values = Vector256.Create(value), levels = Vector256.Create(level);
        var i = 0;
        for (; i + 4 <= column.Length; i += 4)
        {
            var equal = Vector256.Equals(Vector256.LoadUnsafe(ref from, (nuint)i), values);
            (Vector256.LoadUnsafe(ref to, (nuint)i) + (levels & equal)).StoreUnsafe(ref to, (nuint)i);
        }

        for (; i < column.Length; i++)
        {
            target[i] += column[i] == value ? level : 0;
        }
    }

    /// <summary>b x + c x^2 for each x of a column; the last ones are rounded as the others, so that a place in a row changes
    /// nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddPolynomial(ReadOnlySpan<double> column, double b, double c, Span<double> target)
    {
        ref var from = ref MemoryMarshal.GetReference(column);
        ref var to = ref MemoryMarshal.GetReference(target);
        Vector256<double> linear = Vector256.Create(b), square = Vector256.Create(c);
        var i = 0;
        for (; i + 4 <= column.Length; i += 4)
        {
            var x = Vector256.LoadUnsafe(ref from, (nuint)i);
            Vector256.FusedMultiplyAdd(x, Vector256.FusedMultiplyAdd(x, square, linear), Vector256.LoadUnsafe(ref to, (nuint)i))
                .StoreUnsafe(ref to, (nuint)i);
        }

        for (; i < column.Length; i++)
        {
            target[i] = Math.FusedMultiplyAdd(column[i], Math.FusedMultiplyAdd(column[i], c, b), target[i]);
        }
    }

    /// <summary>The covariance of a point with itself, times <paramref name="weight"/>.</summary>
    public static double Variance(FeatureTable table, ReadOnlySpan<double> features, double weight)
    {
        var sum = 0.0;
        for (var f = 0; f < table.Features; f++)
        {
            var square = (2 * features[f] - 1) * (2 * features[f] - 1);
            sum += table.IsCategorical(f) ? Level : square * (Slope + Curvature * square);
        }

        return weight * sum / table.Features;
    }

    /// <summary>The slope of <see cref="Variance"/> along one numeric feature.</summary>
    public static double VarianceSlope(double x, int features, double weight)
    {
        var u = 2 * x - 1;
        return weight / features * 4 * u * (Slope + 2 * Curvature * u * u);
    }

    /// <summary>The slope along one numeric feature as a polynomial in the other point's value there: a + b x' + c x'^2.</summary>
    public static (double Constant, double Linear, double Square) SlopePolynomial(double x, int features, double weight)
    {
        double u = 2 * x - 1, first = 2 * Slope * weight / features, second = 4 * Curvature * u * weight / features;
        return (second - first, 2 * first - 4 * second, 4 * second);
    }

    private static (double Constant, double Linear, double Square) Polynomial(double x, double weight)
    {
        double u = 2 * x - 1, first = Slope * u * weight, second = Curvature * u * u * weight;
        return (second - first, 2 * first - 4 * second, 4 * second);
    }
}
