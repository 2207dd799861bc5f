using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Orchestrator.Models.Data;

namespace Orchestrator.Models.Folds;

/// <summary>Rows as bytes, a byte a place, which are compared 32 places at a time.</summary>
/// <remarks>
/// Pigeonhole principle: a row is cut into differences + 1 blocks, of which two near rows have at least one in common, so that only rows
/// with a common block are compared. A number becomes a byte of its hash: unequal bytes are unequal numbers, and what looks near is
/// compared again by the numbers themselves.
/// </remarks>
internal sealed class NearDuplicates
{
    private readonly byte[] places; // (rows, length)
    private readonly int count, length;
    private readonly Func<int, int, int, bool> confirm;

    private NearDuplicates(byte[] places, int count, Func<int, int, int, bool> confirm) =>
        (this.places, this.count, length, this.confirm) = (places, count, places.Length / count, confirm);

    /// <summary>Some rows of a data set.</summary>
    /// <exception cref="NotSupportedException">The inputs are sparse.</exception>
    public static NearDuplicates Of(Inputs inputs, int[] rows)
    {
        switch (inputs)
        {
            case SequenceInputs sequences:
                var codes = new byte[rows.Length * sequences.Length];
                for (var i = 0; i < rows.Length; i++)
                {
                    sequences.Codes(rows[i]).CopyTo(codes.AsSpan(i * sequences.Length));
                }

                return new(codes, rows.Length, (_, _, _) => true); // codes are bytes as they are
            case FloatInputs numbers:
                var hashes = new byte[checked(rows.Length * numbers.RowLength)];
                for (var i = 0; i < hashes.Length; i++)
                {
                    hashes[i] =
                        (byte)((BitConverter.SingleToUInt32Bits(numbers.Row(rows[i / numbers.RowLength])[i % numbers.RowLength])
                            * 0x9E3779B1u) >> 24);
                }

                return new(hashes, rows.Length, (one, other, most) => Differ(numbers.Row(rows[one]), numbers.Row(rows[other])) <= most);
            default:
                throw new NotSupportedException(
                    "Near duplicates are found among sequences and dense numbers; sparse rows can be compared exactly.");
        }
    }

    /// <summary>Joins every two rows that differ in at most so many places.</summary>
    public DisjointSets Join(int differences)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(differences, length);
        var sets = new DisjointSets(count);
        for (var block = 0; block <= differences; block++)
        {
            var (from, to) = ((int)((long)length * block / (differences + 1)), (int)((long)length * (block + 1) / (differences + 1)));
            var keys = new ulong[count];
            for (var row = 0; row < count; row++)
            {
                keys[row] = Hash(Row(row)[from..to]);
            }

            int[] rows = [.. Enumerable.Range(0, count)];
            Array.Sort(keys, rows);
            for (int start = 0, end; start < count; start = end)
            {
                for (end = start + 1; end < count && keys[end] == keys[start]; end++)
                {
                    JoinNear(rows.AsSpan(start, end - start), rows[end], differences, sets);
                }
            }
        }

        return sets;
    }

    private void JoinNear(ReadOnlySpan<int> bucket, int row, int differences, DisjointSets sets)
    {
        var own = Row(row);
        var root = sets.Root(row);
        foreach (var other in bucket)
        {
            if (sets.Root(other) == root || !AreNear(own, Row(other), differences) || !confirm(row, other, differences))
            {
                continue;
            }

            sets.Join(row, other);
            root = sets.Root(row);
        }
    }

    private ReadOnlySpan<byte> Row(int row) => places.AsSpan(row * length, length);

    private static bool AreNear(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, int most)
    {
        var (found, at) = (0, 0);
        for (; at + Vector256<byte>.Count <= left.Length; at += Vector256<byte>.Count)
        {
            var equal = Vector256.Equals(Vector256.Create(left[at..]), Vector256.Create(right[at..])).ExtractMostSignificantBits();
            if ((found += BitOperations.PopCount(~equal)) > most)
            {
                return false;
            }
        }

        return found + Differ(left[at..], right[at..]) <= most;
    }

    private static int Differ<T>(ReadOnlySpan<T> left, ReadOnlySpan<T> right)
        where T : IEquatable<T>
    {
        var found = 0;
        for (var i = 0; i < left.Length; i++)
        {
            found += left[i].Equals(right[i]) ? 0 : 1;
        }

        return found;
    }

    /// <summary>A word at a time; what collides is told apart when it is compared.</summary>
    private static ulong Hash(ReadOnlySpan<byte> block)
    {
        var hash = (ulong)block.Length;
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(block))
        {
            hash = Mix(hash ^ word);
        }

        foreach (var value in block[(block.Length & ~7)..])
        {
            hash = Mix(hash ^ value);
        }

        return hash;

        static ulong Mix(ulong value)
        {
            value *= 0x9E3779B97F4A7C15;
            return value ^ (value >> 29);
        }
    }
}
