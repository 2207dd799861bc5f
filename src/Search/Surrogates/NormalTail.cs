using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Orchestrator.Search.Surrogates;

/// <summary>Tails of the standard normal distribution, four at a time: Mills' ratio <c>M(d) = Phi(-d) / phi(d)</c> and what is left of it,
/// <c>1 - d M(d)</c>, for d from 0 on.</summary>
/// <remarks>
/// The ratio falls as 1 / d, the rest as 1 / d^2, where the difference would cancel; what (1 + d) and (1 + d)^2 leave of them is smooth up
/// to infinity, and a polynomial in <c>(d - 5) / (d + 5)</c> to 1e-15 of itself: Shepherd and Laframboise, "Chebyshev approximation of
/// (1 + 2x) exp(x^2) erfc x", Math. Comp. 36, 1981. The coefficients are those of the interpolations at 41 Chebyshev nodes, with 40 digits,
/// cut and written in powers.
/// </remarks>
internal static class NormalTail
{
    /// <summary>log sqrt(2 pi).</summary>
    public const double LogSqrtTwoPi = 0.91893853320467274;

    private const double Middle = 5;
    private const double Farthest = 1e150; // its square is still a number

    private static readonly double[] OfRatio =
    [
        1.1568486282918946, -0.2294875382521184, 0.077781598868737686, 0.025072179302100359, -0.066177600779096304,
        0.061505045828185945, -0.038026592185841389, 0.016348231425036042, -0.0042012903291873066, 1.9529678326371773e-05,
        0.00045704392357953655, -0.00013437036855802517, -2.480583845192319e-05, 2.2699386557775844e-05, -1.7633239265736746e-07,
        -3.2597570878457124e-06, 3.2054316652589574e-07, 4.7240327068313379e-07, -6.5889744911089537e-08, -6.3835755024214132e-08,
        9.0924761340191469e-09, 5.5322922141146196e-09, -7.0738985755615885e-10,
    ];

    private static readonly double[] OfRest =
    [
        1.2945411512431624, -0.36872296454502052, -0.028030699627535318, 0.26116700784739949, -0.2735482037622689,
        0.15402166230393094, -0.029310982484216187, -0.031861872603751659, 0.034746227044115681, -0.016131706730056952,
        0.0023283136856683535, 0.0015767797434979535, -0.00085272667926087101, -3.5831501133937552e-05, 0.00014692756303243338,
        -1.7174985619141775e-05, -2.3355088213939513e-05, 4.929070094027732e-06, 3.9473272317334125e-06, -9.5670143714237344e-07,
        -6.9683996560442118e-07, 1.3972822924537727e-07, 1.073022959586397e-07, -1.1626132425962912e-08, -9.6840457970299391e-09,
    ];

    /// <summary>Mills' ratio and the rest at distances.</summary>
    /// <param name="distance">At least 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector256<double> Ratio, Vector256<double> Remainder) At(Vector256<double> distance)
    {
        var d = Vector256.Min(distance, Vector256.Create(Farthest));
        var s = (d - Vector256.Create(Middle)) / (d + Vector256.Create(Middle));
        Vector256<double> ratio = Vector256.Create(OfRatio[^1]), rest = Vector256.Create(OfRest[^1]);
        for (var i = OfRest.Length - 2; i >= OfRatio.Length - 1; i--)
        {
            rest = Vector256.FusedMultiplyAdd(rest, s, Vector256.Create(OfRest[i]));
        }

        for (var i = OfRatio.Length - 2; i >= 0; i--)
        {
            ratio = Vector256.FusedMultiplyAdd(ratio, s, Vector256.Create(OfRatio[i]));
            rest = Vector256.FusedMultiplyAdd(rest, s, Vector256.Create(OfRest[i]));
        }

        var part = Vector256<double>.One / (Vector256<double>.One + d);
        return (ratio * part, rest * part * part);
    }

    /// <summary>Overwrites each z with log Phi(z).</summary>
    /// <param name="z">Any numbers.</param>
    /// <param name="slopes">Where wanted, receives the slopes phi(z) / Phi(z).</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void LogCumulative(Span<double> z, Span<double> slopes = default)
    {
        ref var values = ref MemoryMarshal.GetReference(z);
        var i = 0;
        for (; i + 4 <= z.Length; i += 4)
        {
            var (log, slope) = LogCumulative(Vector256.LoadUnsafe(ref values, (nuint)i));
            log.StoreUnsafe(ref values, (nuint)i);
            if (!slopes.IsEmpty)
            {
                slope.CopyTo(slopes[i..]);
            }
        }

        for (; i < z.Length; i++)
        {
            var (log, slope) = LogCumulative(Vector256.Create(z[i]));
            z[i] = log[0];
            if (!slopes.IsEmpty)
            {
                slopes[i] = slope[0];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<double> Log, Vector256<double> Slope) LogCumulative(Vector256<double> z)
    {
        var below = Vector256.LessThan(z, Vector256<double>.Zero);
        var (ratio, _) = At(Vector256.Abs(z));
        var logDensity = LogDensity(z);
        var density = Vector256.Exp(logDensity);
        var rest = Vector256<double>.One - density * ratio; // Phi above 0
        return (Vector256.Log(Vector256.ConditionalSelect(below, ratio, rest))
            + Vector256.ConditionalSelect(below, logDensity, Vector256<double>.Zero),
            Vector256.ConditionalSelect(below, Vector256<double>.One / ratio, density / rest));
    }

    /// <summary>log phi(z).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> LogDensity(Vector256<double> z) =>
        Vector256.FusedMultiplyAdd(z * Vector256.Create(-0.5), z, Vector256.Create(-LogSqrtTwoPi));
}
