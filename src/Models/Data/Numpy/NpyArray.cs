using System.Globalization;
using System.Numerics;

namespace Orchestrator.Models.Data.Numpy;

/// <summary>An array as NumPy stored it: typed elements in row-major order, and a shape.</summary>
/// <param name="Type">The elements' type in the file.</param>
/// <param name="Shape">Extents; empty for a scalar.</param>
/// <param name="Elements">A flat array of the matching .NET type: <c>float[]</c>, <c>sbyte[]</c>, <c>string[]</c>, <c>object?[]</c>
/// ...</param>
public sealed record NpyArray(NpyType Type, IReadOnlyList<int> Shape, Array Elements)
{
    /// <summary>Whether it is known that all elements are finite numbers and none is 0.</summary>
    internal bool IsOrdinary { get; init; }

    /// <summary>Number of elements.</summary>
    public int Count => Elements.Length;

    /// <summary>The shape as Python prints it: <c>(400, 100, 7)</c>.</summary>
    public string ShapeText => Shape.Count == 1 ? $"({Shape[0]},)" : $"({string.Join(", ", Shape)})";

    /// <summary>The elements as single-precision numbers: the array itself when it holds those, else a copy.</summary>
    /// <exception cref="ElementTypeException">The elements are not numbers.</exception>
    public float[] ToSingles() => Elements is float[] singles ? singles : Convert<float>("numbers");

    /// <summary>The elements as 32-bit integers: the array itself when it holds those, else a copy.</summary>
    /// <exception cref="ElementTypeException">The elements are not integers.</exception>
    /// <exception cref="OverflowException">An element does not fit.</exception>
    public int[] ToInt32s() =>
        (Type.Kind, Type.Size) is ('i', 4) ? (int[])Elements : Type.Kind == 'f' ? throw Unlike("integers") : Convert<int>("integers");

    /// <summary>Whether every element is the number 1, found without converting them.</summary>
    public bool IsAllOnes() => Elements switch
    {
        bool[] flags => !flags.Contains(false),
        float[] values => AllOnes(values),
        double[] values => AllOnes(values),
        sbyte[] values => AllOnes(values), // also a byte[]: 1 has the same bits
        short[] values => AllOnes(values),
        int[] values => AllOnes(values),
        long[] values => AllOnes(values),
        _ => false,
    };

    /// <summary>The elements as text, numbers in invariant notation.</summary>
    public string[] ToStrings()
    {
        if (Elements is string[] texts)
        {
            return texts;
        }

        var converted = new string[Count];
        for (var i = 0; i < converted.Length; i++)
        {
            converted[i] = System.Convert.ToString(Elements.GetValue(i), CultureInfo.InvariantCulture) ?? "";
        }

        return converted;
    }

    /// <remarks>Chosen by the file's type, not by the array's: to the runtime a <c>byte[]</c> is also an <c>sbyte[]</c>.</remarks>
    private T[] Convert<T>(string wanted)
        where T : INumberBase<T> => (Type.Kind, Type.Size) switch
        {
            ('b', _) => Array.ConvertAll((bool[])Elements, flag => flag ? T.One : T.Zero),
            ('f', 2) => Convert<Half, T>((Half[])Elements),
            ('f', 4) => Convert<float, T>((float[])Elements),
            ('f', 8) => Convert<double, T>((double[])Elements),
            ('i', 1) => Convert<sbyte, T>((sbyte[])Elements),
            ('i', 2) => Convert<short, T>((short[])Elements),
            ('i', 4) => Convert<int, T>((int[])Elements),
            ('i', 8) => Convert<long, T>((long[])Elements),
            ('u', 1) => Convert<byte, T>((byte[])Elements),
            ('u', 2) => Convert<ushort, T>((ushort[])Elements),
            ('u', 4) => Convert<uint, T>((uint[])Elements),
            ('u', 8) => Convert<ulong, T>((ulong[])Elements),
            _ => throw Unlike(wanted),
        };

    private static TTo[] Convert<TFrom, TTo>(TFrom[] values)
        where TFrom : INumberBase<TFrom>
        where TTo : INumberBase<TTo>
    {
        var converted = GC.AllocateUninitializedArray<TTo>(values.Length);
        for (var i = 0; i < values.Length; i++)
        {
            converted[i] = TTo.CreateChecked(values[i]);
        }

        return converted;
    }

    private static bool AllOnes<T>(T[] values)
        where T : INumberBase<T> => values.AsSpan().IndexOfAnyExcept(T.One) < 0;

    private ElementTypeException Unlike(string wanted) => new($"its elements are of type {Type} where {wanted} are expected");
}
