using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Orchestrator.Search.LinearAlgebra;

/// <summary>The inner loops of the dense algebra.</summary>
/// <remarks>
/// All are written for vectors of four doubles and the fused multiply-add, whose results IEEE 754 fixes, rather than for the
/// machine's widest vectors: the order of summation, hence every bit of a suggestion, is the same on all processors. They are compiled
/// with full optimisation at once, because a sweep of a hundred trials would be over before the compiler's tiers had warmed up.
/// </remarks>
internal static class VectorKernels
{
    private const int Width = 4;

    /// <summary>The inner product of the first <paramref name="length"/> entries.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b, int length)
    {
        ref var x = ref MemoryMarshal.GetReference(a[..length]);
        ref var y = ref MemoryMarshal.GetReference(b[..length]);
        var sum0 = Vector256<double>.Zero;
        var sum1 = sum0;
        var sum2 = sum0;
        var sum3 = sum0;
        var i = 0;
        for (; i + 4 * Width <= length; i += 4 * Width)
        {
            sum0 = Multiply(ref x, ref y, i, sum0);
            sum1 = Multiply(ref x, ref y, i + Width, sum1);
            sum2 = Multiply(ref x, ref y, i + 2 * Width, sum2);
            sum3 = Multiply(ref x, ref y, i + 3 * Width, sum3);
        }

        for (; i + Width <= length; i += Width)
        {
            sum0 = Multiply(ref x, ref y, i, sum0);
        }

        var sum = Vector256.Sum(sum0 + sum1 + (sum2 + sum3));
        for (; i < length; i++)
        {
            sum = Math.FusedMultiplyAdd(Unsafe.Add(ref x, i), Unsafe.Add(ref y, i), sum);
        }

        return sum;
    }

    /// <summary>Four inner products of rows with one vector, which is read once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (double, double, double, double) Dot4(double[] a, double[] b, double[] c, double[] d, ReadOnlySpan<double> v, int length)
    {
        ref var x = ref MemoryMarshal.GetReference(v[..length]);
        ref var ra = ref MemoryMarshal.GetReference(a.AsSpan(0, length));
        ref var rb = ref MemoryMarshal.GetReference(b.AsSpan(0, length));
        ref var rc = ref MemoryMarshal.GetReference(c.AsSpan(0, length));
        ref var rd = ref MemoryMarshal.GetReference(d.AsSpan(0, length));
        var sa = Vector256<double>.Zero;
        var sb = sa;
        var sc = sa;
        var sd = sa;
        var i = 0;
        for (; i + Width <= length; i += Width)
        {
            var xs = Load(ref x, i);
            sa = Vector256.FusedMultiplyAdd(Load(ref ra, i), xs, sa);
            sb = Vector256.FusedMultiplyAdd(Load(ref rb, i), xs, sb);
            sc = Vector256.FusedMultiplyAdd(Load(ref rc, i), xs, sc);
            sd = Vector256.FusedMultiplyAdd(Load(ref rd, i), xs, sd);
        }

        double ta = Vector256.Sum(sa), tb = Vector256.Sum(sb), tc = Vector256.Sum(sc), td = Vector256.Sum(sd);
        for (; i < length; i++)
        {
            var xi = Unsafe.Add(ref x, i);
            ta = Math.FusedMultiplyAdd(Unsafe.Add(ref ra, i), xi, ta);
            tb = Math.FusedMultiplyAdd(Unsafe.Add(ref rb, i), xi, tb);
            tc = Math.FusedMultiplyAdd(Unsafe.Add(ref rc, i), xi, tc);
            td = Math.FusedMultiplyAdd(Unsafe.Add(ref rd, i), xi, td);
        }

        return (ta, tb, tc, td);
    }

    /// <summary><c>y += scale * x</c> over the first <paramref name="length"/> entries.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Axpy(double scale, ReadOnlySpan<double> x, Span<double> y, int length)
    {
        ref var from = ref MemoryMarshal.GetReference(x[..length]);
        ref var to = ref MemoryMarshal.GetReference(y[..length]);
        var factor = Vector256.Create(scale);
        var i = 0;
        for (; i + Width <= length; i += Width)
        {
            Vector256.FusedMultiplyAdd(factor, Load(ref from, i), Load(ref to, i)).StoreUnsafe(ref to, (nuint)i);
        }

        for (; i < length; i++)
        {
            Unsafe.Add(ref to, i) = Math.FusedMultiplyAdd(scale, Unsafe.Add(ref from, i), Unsafe.Add(ref to, i));
        }
    }

    /// <summary><c>y += s0 * x0 + s1 * x1 + s2 * x2 + s3 * x3</c>, reading and writing y once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Axpy4(
        double s0, ReadOnlySpan<double> x0, double s1, ReadOnlySpan<double> x1,
        double s2, ReadOnlySpan<double> x2, double s3, ReadOnlySpan<double> x3, Span<double> y, int length)
    {
        ref var r0 = ref MemoryMarshal.GetReference(x0[..length]);
        ref var r1 = ref MemoryMarshal.GetReference(x1[..length]);
        ref var r2 = ref MemoryMarshal.GetReference(x2[..length]);
        ref var r3 = ref MemoryMarshal.GetReference(x3[..length]);
        ref var to = ref MemoryMarshal.GetReference(y[..length]);
        Vector256<double> f0 = Vector256.Create(s0), f1 = Vector256.Create(s1), f2 = Vector256.Create(s2), f3 = Vector256.Create(s3);
        var i = 0;
        for (; i + Width <= length; i += Width)
        {
            var sum = Vector256.FusedMultiplyAdd(f0, Load(ref r0, i), Load(ref to, i));
            sum = Vector256.FusedMultiplyAdd(f1, Load(ref r1, i), sum);
            sum = Vector256.FusedMultiplyAdd(f2, Load(ref r2, i), sum);
            Vector256.FusedMultiplyAdd(f3, Load(ref r3, i), sum).StoreUnsafe(ref to, (nuint)i);
        }

        for (; i < length; i++)
        {
            var sum = Math.FusedMultiplyAdd(s0, Unsafe.Add(ref r0, i), Unsafe.Add(ref to, i));
            sum = Math.FusedMultiplyAdd(s1, Unsafe.Add(ref r1, i), sum);
            sum = Math.FusedMultiplyAdd(s2, Unsafe.Add(ref r2, i), sum);
            Unsafe.Add(ref to, i) = Math.FusedMultiplyAdd(s3, Unsafe.Add(ref r3, i), sum);
        }
    }

    /// <summary>The sum of all entries.</summary>
    public static double Sum(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value;
        }

        return sum;
    }

    /// <summary>The sum of <c>exp(value - shift)</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double SumExp(ReadOnlySpan<double> values, double shift)
    {
        ref var from = ref MemoryMarshal.GetReference(values);
        var shifts = Vector256.Create(shift);
        var sums = Vector256<double>.Zero;
        var i = 0;
        for (; i + Width <= values.Length; i += Width)
        {
            sums += Vector256.Exp(Load(ref from, i) - shifts);
        }

        var sum = Vector256.Sum(sums);
        for (; i < values.Length; i++)
        {
            sum += Math.Exp(values[i] - shift);
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Load(ref double source, int offset) => Vector256.LoadUnsafe(ref source, (nuint)offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Multiply(ref double x, ref double y, int offset, Vector256<double> sum) =>
        Vector256.FusedMultiplyAdd(Load(ref x, offset), Load(ref y, offset), sum);
}
