using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Orchestrator.Models.Data;

/// <summary>Looks for what is no finite number among the values of an array: one of them makes every loss NaN.</summary>
internal static class FiniteNumbers
{
    private const int Exponent = 0x7f800000; // all its bits set = infinite, or not a number

    /// <summary>The place of the first value that is not finite; -1 = all are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int FirstOther(ReadOnlySpan<float> values)
    {
        var bits = MemoryMarshal.Cast<float, int>(values);
        var (mask, width) = (new Vector<int>(Exponent), Vector<int>.Count);
        var at = 0;
        for (; at + width <= bits.Length; at += width)
        {
            if (Vector.EqualsAny(new Vector<int>(bits.Slice(at, width)) & mask, mask))
            {
                break;
            }
        }

        for (; at < values.Length; at++)
        {
            if (!float.IsFinite(values[at]))
            {
                return at;
            }
        }

        return -1;
    }

    /// <summary>Whether all values are finite, and none is 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // called rarely and long: what the first file is read with should be the best
    public static bool AreOrdinary(ReadOnlySpan<float> values)
    {
        // Without its sign, the pattern of such a number lies between 1 and just below that of infinity: one comparison tells.
        var bits = MemoryMarshal.Cast<float, uint>(values);
        var (sign, one, width) = (new Vector<uint>(int.MaxValue), Vector<uint>.One, Vector<uint>.Count);
        var most = new Vector<uint>(Exponent - 2u);
        var at = 0;
        for (; at + width <= bits.Length; at += width)
        {
            if (Vector.GreaterThanAny((new Vector<uint>(bits.Slice(at, width)) & sign) - one, most))
            {
                return false;
            }
        }

        for (; at < values.Length; at++)
        {
            if (values[at] == 0 || !float.IsFinite(values[at]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Checks the inputs of a table or of rows of several dimensions.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="values">Row after row.</param>
    /// <param name="rowLength">Values of a row.</param>
    /// <param name="columnOf">What a place in a row is called, for messages.</param>
    /// <param name="array">Its name, for messages; null = the file holds one array.</param>
    /// <exception cref="DataFormatException">One of them is not finite.</exception>
    public static void Require(string path, ReadOnlySpan<float> values, int rowLength, Func<int, string> columnOf, string? array = null)
    {
        if (FirstOther(values) is >= 0 and var other)
        {
            throw Wrong(path, $"{(array is null ? "" : $"array {array}, ")}row {other / rowLength}, {columnOf(other % rowLength)}",
                values[other]);
        }
    }

    /// <summary>That a value is not finite.</summary>
    public static DataFormatException Wrong(string path, string place, float value) => new(path, place + " (counted from 0)",
        float.IsNaN(value) ? "the value is NaN"
            : string.Create(CultureInfo.InvariantCulture, $"the value is infinite, or beyond single precision ({float.MaxValue:0.#e+0})"),
        "Replace it, or leave out the row or the column");
}
