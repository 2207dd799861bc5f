using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Orchestrator.Search.LinearAlgebra;

/// <summary>
/// The lower triangle L of a growing symmetric positive definite matrix A = L L^T, row by row. Rows once appended never change,
/// so a factor can be extended without factorising again, and to the very bits that factorising again would give.
/// </summary>
public sealed class CholeskyFactor
{
    /// <summary>Right-hand sides that <see cref="SolvePanel"/> handles at once.</summary>
    public const int PanelWidth = 8;

    private readonly List<double[]> rows;

    /// <summary>The factor of the matrix of no rows.</summary>
    public CholeskyFactor() => rows = [];

    private CholeskyFactor(List<double[]> rows) => this.rows = rows;

    /// <summary>Number of rows, n.</summary>
    public int Count => rows.Count;

    /// <summary>log det A.</summary>
    public double LogDeterminant
    {
        get
        {
            var sum = 0.0;
            for (var i = 0; i < rows.Count; i++)
            {
                sum += Math.Log(rows[i][i]);
            }

            return 2 * sum;
        }
    }

    /// <summary>Row <paramref name="row"/> of L, its diagonal entry last.</summary>
    public ReadOnlySpan<double> Row(int row) => rows[row];

    /// <summary>A factor that starts with these rows and can be extended on its own.</summary>
    public CholeskyFactor Fork() => new([.. rows]);

    /// <summary>Adds a row and column to A.</summary>
    /// <param name="row">A[n, 0 .. n]: the diagonal entry last.</param>
    /// <returns>False, and nothing is added, where A would not be numerically positive definite.</returns>
    public bool TryAppend(ReadOnlySpan<double> row)
    {
        var n = rows.Count;
        var solved = row[..(n + 1)].ToArray();
        Solve(solved);
        var pivot = row[n] - VectorKernels.Dot(solved, solved, n);
        if (!(pivot > 1e-14 * row[n]))
        {
            return false;
        }

        solved[n] = Math.Sqrt(pivot);
        rows.Add(solved);
        return true;
    }

    /// <summary>Overwrites b with L^-1 b; entries past n are left alone.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Solve(Span<double> b)
    {
        var n = rows.Count;
        var all = CollectionsMarshal.AsSpan(rows);
        var i = 0;
        for (; i + 4 <= n; i += 4)
        {
            double[] r0 = all[i], r1 = all[i + 1], r2 = all[i + 2], r3 = all[i + 3];
            var (d0, d1, d2, d3) = VectorKernels.Dot4(r0, r1, r2, r3, b, i);
            var x0 = (b[i] - d0) / r0[i];
            var x1 = (b[i + 1] - d1 - r1[i] * x0) / r1[i + 1];
            var x2 = (b[i + 2] - d2 - r2[i] * x0 - r2[i + 1] * x1) / r2[i + 2];
            var x3 = (b[i + 3] - d3 - r3[i] * x0 - r3[i + 1] * x1 - r3[i + 2] * x2) / r3[i + 3];
            (b[i], b[i + 1], b[i + 2], b[i + 3]) = (x0, x1, x2, x3);
        }

        for (; i < n; i++)
        {
            b[i] = (b[i] - VectorKernels.Dot(all[i], b, i)) / all[i][i];
        }
    }

    /// <summary>Overwrites b with L^-T b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void SolveTransposed(Span<double> b)
    {
        var all = CollectionsMarshal.AsSpan(rows);
        for (var i = rows.Count - 1; i >= 0; i--)
        {
            b[i] /= all[i][i];
            VectorKernels.Axpy(-b[i], all[i], b, i);
        }
    }

    /// <summary>Overwrites <see cref="PanelWidth"/> interleaved right-hand sides with L^-1 times them.</summary>
    /// <param name="panel">n x <see cref="PanelWidth"/>, row-major.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void SolvePanel(Span<double> panel)
    {
        var all = CollectionsMarshal.AsSpan(rows);
        ref var p = ref MemoryMarshal.GetReference(panel[..(rows.Count * PanelWidth)]);
        for (var i = 0; i < all.Length; i++)
        {
            var row = all[i];
            var lowEven = Vector256<double>.Zero;
            var highEven = lowEven;
            var lowOdd = lowEven;
            var highOdd = lowEven;
            var k = 0;
            for (; k + 2 <= i; k += 2)
            {
                Vector256<double> even = Vector256.Create(row[k]), odd = Vector256.Create(row[k + 1]);
                lowEven = Vector256.FusedMultiplyAdd(even, Vector256.LoadUnsafe(ref p, (nuint)(k * PanelWidth)), lowEven);
                highEven = Vector256.FusedMultiplyAdd(even, Vector256.LoadUnsafe(ref p, (nuint)(k * PanelWidth + 4)), highEven);
                lowOdd = Vector256.FusedMultiplyAdd(odd, Vector256.LoadUnsafe(ref p, (nuint)(k * PanelWidth + 8)), lowOdd);
                highOdd = Vector256.FusedMultiplyAdd(odd, Vector256.LoadUnsafe(ref p, (nuint)(k * PanelWidth + 12)), highOdd);
            }

            if (k < i)
            {
                var even = Vector256.Create(row[k]);
                lowEven = Vector256.FusedMultiplyAdd(even, Vector256.LoadUnsafe(ref p, (nuint)(k * PanelWidth)), lowEven);
                highEven = Vector256.FusedMultiplyAdd(even, Vector256.LoadUnsafe(ref p, (nuint)(k * PanelWidth + 4)), highEven);
            }

            var diagonal = Vector256.Create(row[i]);
            var at = (nuint)(i * PanelWidth);
            ((Vector256.LoadUnsafe(ref p, at) - (lowEven + lowOdd)) / diagonal).StoreUnsafe(ref p, at);
            ((Vector256.LoadUnsafe(ref p, at + 4) - (highEven + highOdd)) / diagonal).StoreUnsafe(ref p, at + 4);
        }
    }

    /// <summary>Writes the lower triangle of A^-1, row-major n x n; what stands above the diagonal is not defined.</summary>
    /// <param name="inverse">n x n.</param>
    /// <param name="scratch">n x n; overwritten.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Invert(Span<double> inverse, Span<double> scratch)
    {
        var n = rows.Count;
        InvertTriangle(scratch);
        inverse[..(n * n)].Clear();
        for (var i = 0; i < n; i += 4) // A^-1 = L^-T L^-1, four rows of L^-1 at a time
        {
            var last = Math.Min(i + 4, n);
            for (var a = 0; a < last; a++)
            {
                var target = inverse.Slice(a * n, n);
                if (last - i == 4)
                {
                    VectorKernels.Axpy4(
                        scratch[i * n + a], scratch.Slice(i * n, n), scratch[(i + 1) * n + a], scratch.Slice((i + 1) * n, n),
                        scratch[(i + 2) * n + a], scratch.Slice((i + 2) * n, n), scratch[(i + 3) * n + a], scratch.Slice((i + 3) * n, n),
                        target, a + 1);
                    continue;
                }

                for (var row = i; row < last; row++)
                {
                    VectorKernels.Axpy(scratch[row * n + a], scratch.Slice(row * n, n), target, a + 1);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void InvertTriangle(Span<double> result)
    {
        var n = rows.Count;
        result[..(n * n)].Clear();
        for (var i = 0; i < n; i++)
        {
            var row = rows[i];
            var target = result.Slice(i * n, n);
            var k = 0;
            for (; k + 4 <= i; k += 4)
            {
                VectorKernels.Axpy4(
                    row[k], result.Slice(k * n, n), row[k + 1], result.Slice((k + 1) * n, n),
                    row[k + 2], result.Slice((k + 2) * n, n), row[k + 3], result.Slice((k + 3) * n, n), target, k + 4);
            }

            for (; k < i; k++)
            {
                VectorKernels.Axpy(row[k], result.Slice(k * n, n), target, k + 1);
            }

            target[i] = -1;
            var scale = -1 / row[i];
            for (k = 0; k <= i; k++)
            {
                target[k] *= scale;
            }
        }
    }
}
