using System.Globalization;
using System.Numerics;

namespace Orchestrator.Models.Data.Numpy;

/// <summary>An array as NumPy stored it: typed elements in row-major order, and a shape.</summary>
/// <param name="Type">The elements' type in the file.</param>
/// <param name="Shape">Extents; empty for a scalar.</param>
/// <param name="Elements">A flat array of the matching .NET type: <c>float[]</c>, <c>sbyte[]</c>, <c>string[]</c>, <c>object?[]</c> ...</param>
public sealed record NpyArray(NpyType Type, IReadOnlyList<int> Shape, Array Elements)
{
    /// <summary>Number of elements.</summary>
    public int Count => Elements.Length;

    /// <summary>The shape as Python prints it: <c>(400, 100, 7)</c>.</summary>
    public string ShapeText => Shape.Count == 1 ? $"({Shape[0]},)" : $"({string.Join(", ", Shape)})";

    /// <summary>The elements as single-precision numbers: the array itself when it holds those, else a copy.</summary>
    /// <exception cref="InvalidDataException">The elements are not numbers.</exception>
    public float[] ToSingles() => Elements switch
    {
        float[] singles => singles,
        bool[] flags => Array.ConvertAll(flags, flag => flag ? 1f : 0f),
        double[] values => Convert<double, float>(values),
        Half[] values => Convert<Half, float>(values),
        sbyte[] values => Convert<sbyte, float>(values),
        short[] values => Convert<short, float>(values),
        int[] values => Convert<int, float>(values),
        long[] values => Convert<long, float>(values),
        byte[] values => Convert<byte, float>(values),
        ushort[] values => Convert<ushort, float>(values),
        uint[] values => Convert<uint, float>(values),
        ulong[] values => Convert<ulong, float>(values),
        _ => throw new InvalidDataException($"its elements are of type {Type} where numbers are expected"),
    };

    /// <summary>The elements as 32-bit integers: the array itself when it holds those, else a copy.</summary>
    /// <exception cref="InvalidDataException">The elements are not integers.</exception>
    /// <exception cref="OverflowException">An element does not fit.</exception>
    public int[] ToInt32s() => Elements switch
    {
        int[] integers => integers,
        bool[] flags => Array.ConvertAll(flags, flag => flag ? 1 : 0),
        sbyte[] values => Convert<sbyte, int>(values),
        short[] values => Convert<short, int>(values),
        long[] values => Convert<long, int>(values),
        byte[] values => Convert<byte, int>(values),
        ushort[] values => Convert<ushort, int>(values),
        uint[] values => Convert<uint, int>(values),
        ulong[] values => Convert<ulong, int>(values),
        _ => throw new InvalidDataException($"its elements are of type {Type} where integers are expected"),
    };

    /// <summary>The elements as text, numbers in invariant notation.</summary>
    public string[] ToStrings()
    {
        if (Elements is string[] texts) return texts;
        var converted = new string[Count];
        for (var i = 0; i < converted.Length; i++) converted[i] = System.Convert.ToString(Elements.GetValue(i), CultureInfo.InvariantCulture) ?? "";
        return converted;
    }

    private static TTo[] Convert<TFrom, TTo>(TFrom[] values)
        where TFrom : INumberBase<TFrom>
        where TTo : INumberBase<TTo>
    {
        var converted = GC.AllocateUninitializedArray<TTo>(values.Length);
        for (var i = 0; i < values.Length; i++) converted[i] = TTo.CreateChecked(values[i]);
        return converted;
    }
}
