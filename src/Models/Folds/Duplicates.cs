using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Orchestrator.Models.Data;

namespace Orchestrator.Models.Folds;

/// <summary>Finds rows that are the same, or nearly so.</summary>
public static class Duplicates
{
    /// <summary>Rows of equal inputs share a group. Linear in the size of the data.</summary>
    public static RowGroups Exact(Inputs inputs) => RowGroups.Of(Enumerable.Range(0, inputs.Rows).Select(row => Digest(inputs, row)));

    /// <summary>
    /// Rows that differ in at most <paramref name="differences"/> places share a group, and so do rows that a chain of such rows joins.
    /// </summary>
    /// <remarks>
    /// Places are compared one by one (Hamming distance): a sequence shifted by an insertion is far away. No pair is missed: a row is cut
    /// into differences + 1 blocks, of which two near rows share at least one, so that only rows with a block in common are compared
    /// (pigeonhole principle). Many distinct rows with a common block make it slow: quadratic in their number.
    /// </remarks>
    /// <param name="inputs">Sequences or dense numbers; sparse rows are not compared place by place.</param>
    /// <param name="differences">Most places that differ, at least 0 and below a row's length.</param>
    /// <exception cref="NotSupportedException">The inputs are sparse and <paramref name="differences"/> is not 0.</exception>
    public static RowGroups Near(Inputs inputs, int differences)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(differences);
        if (differences == 0) return Exact(inputs);
        var exact = Exact(inputs); // copies are joined already: only one row of each group is compared
        int[] rows = [.. exact.Members().Select(members => members[0])];
        var parents = Enumerable.Range(0, rows.Length).ToArray();
        switch (inputs)
        {
            case SequenceInputs sequences: Join(row => sequences.Codes(rows[row]), sequences.Length, differences, parents); break;
            case FloatInputs numbers: Join(row => numbers.Row(rows[row]), numbers.RowLength, differences, parents); break;
            default: throw new NotSupportedException("Near duplicates are found among sequences and dense numbers; sparse rows can be compared exactly.");
        }

        return RowGroups.Of(Enumerable.Range(0, inputs.Rows).Select(row => Root(parents, exact[row])));
    }

    private delegate ReadOnlySpan<T> RowOf<T>(int row);

    private static void Join<T>(RowOf<T> rowOf, int length, int differences, int[] parents)
        where T : unmanaged, IEquatable<T>
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(differences, length);
        for (var block = 0; block <= differences; block++)
        {
            var (from, to) = ((int)((long)length * block / (differences + 1)), (int)((long)length * (block + 1) / (differences + 1)));
            var buckets = Enumerable.Range(0, parents.Length).GroupBy(row => Digest(rowOf(row)[from..to]));
            foreach (var bucket in buckets)
            {
                int[] members = [.. bucket];
                for (var i = 1; i < members.Length; i++)
                {
                    for (var j = 0; j < i; j++)
                    {
                        var (left, right) = (Root(parents, members[j]), Root(parents, members[i]));
                        if (left != right && AreNear(rowOf(members[i]), rowOf(members[j]), differences)) parents[Math.Max(left, right)] = Math.Min(left, right);
                    }
                }
            }
        }
    }

    private static bool AreNear<T>(ReadOnlySpan<T> left, ReadOnlySpan<T> right, int differences)
        where T : unmanaged, IEquatable<T>
    {
        for (var found = 0; ; found++)
        {
            var common = left.CommonPrefixLength(right);
            if (common == left.Length) return true;
            if (found == differences) return false;
            left = left[(common + 1)..];
            right = right[(common + 1)..];
        }
    }

    private static int Root(int[] parents, int row)
    {
        while (parents[row] != row) row = parents[row] = parents[parents[row]];
        return row;
    }

    private static UInt128 Digest(Inputs inputs, int row) => inputs switch
    {
        SequenceInputs sequences => Digest(sequences.Codes(row)),
        FloatInputs numbers => Digest(numbers.Row(row)),
        SparseInputs sparse => Digest(sparse.ColumnsOf(row)) ^ UInt128.RotateLeft(Digest(sparse.ValuesOf(row)), 1),
        _ => throw new NotSupportedException(inputs.GetType().Name),
    };

    /// <summary>128 bits of SHA-256: rows of equal digests are equal for every purpose here.</summary>
    private static UInt128 Digest<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(MemoryMarshal.AsBytes(values), hash);
        return MemoryMarshal.Read<UInt128>(hash);
    }
}
