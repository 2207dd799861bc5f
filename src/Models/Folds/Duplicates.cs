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
    /// <remarks>Places are compared one by one (Hamming distance): a sequence shifted by an insertion is far away. No pair is
    /// missed.</remarks>
    /// <param name="inputs">Sequences or dense numbers; sparse rows are not compared place by place.</param>
    /// <param name="differences">Most places that differ, at least 0 and below a row's length.</param>
    /// <param name="exact">What <see cref="Exact"/> found, where it is known.</param>
    /// <exception cref="NotSupportedException">The inputs are sparse and <paramref name="differences"/> is not 0.</exception>
    public static RowGroups Near(Inputs inputs, int differences, RowGroups? exact = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(differences);
        exact ??= Exact(inputs);
        if (differences == 0)
        {
            return exact;
        }

        int[] rows = [.. exact.Members().Select(members => members[0])]; // copies are joined already: one row of each group is compared
        var sets = NearDuplicates.Of(inputs, rows).Join(differences);
        return RowGroups.Of(Enumerable.Range(0, inputs.Rows).Select(row => sets.Root(exact[row])));
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
