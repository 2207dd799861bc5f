namespace Orchestrator.Models.Forest;

/// <summary>
/// Features by column, as split searches read them: each value as a code that sorts as the values do. Of a feature with few different
/// values the code is the value's place among them, so that rows are sorted by counting.
/// </summary>
internal sealed class FeatureColumns
{
    private const int FewValues = 64;

    private readonly uint[] codes; // (width, rows)
    private readonly float[]?[] few;

    /// <param name="values">(rows, width), row-major.</param>
    /// <param name="width">Number of features, at least 1.</param>
    /// <exception cref="ArgumentException">The values do not fill rows of that width, or one is not finite.</exception>
    public FeatureColumns(ReadOnlySpan<float> values, int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        if (values.Length % width != 0)
        {
            throw new ArgumentException($"{values.Length} values do not fill rows of {width}.", nameof(values));
        }

        (Rows, Width, codes, few) = (values.Length / width, width, new uint[values.Length], new float[width][]);
        for (var feature = 0; feature < width; feature++)
        {
            few[feature] = Encode(values, feature);
        }
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of features.</summary>
    public int Width { get; }

    /// <summary>The codes of a feature, of all rows.</summary>
    public ReadOnlySpan<uint> Column(int feature) => codes.AsSpan(feature * Rows, Rows);

    /// <summary>How many different values a feature has, which are then its codes from 0; 0 = many.</summary>
    public int LevelsOf(int feature) => few[feature]?.Length ?? 0;

    /// <summary>The value of a code.</summary>
    public float ValueOf(int feature, uint code) => few[feature] is { } values ? values[code] : FromOrdered(code);

    /// <summary>Writes a feature's codes. Returns its different values in order; null = they are many.</summary>
    private float[]? Encode(ReadOnlySpan<float> values, int feature)
    {
        var column = codes.AsSpan(feature * Rows, Rows);
        var different = new SortedSet<float>();
        for (var row = 0; row < column.Length; row++)
        {
            var value = values[row * Width + feature] + 0f; // -0 is 0
            if (!float.IsFinite(value))
            {
                throw new ArgumentException($"Feature {feature} of row {row} is {value}: a forest takes finite numbers.", nameof(values));
            }

            column[row] = ToOrdered(value);
            if (different.Count <= FewValues)
            {
                different.Add(value);
            }
        }

        if (different.Count > FewValues)
        {
            return null;
        }

        float[] levels = [.. different];
        for (var row = 0; row < column.Length; row++)
        {
            column[row] = (uint)Array.BinarySearch(levels, FromOrdered(column[row]));
        }

        return levels;
    }

    /// <summary>Bits whose order as integers is that of the numbers.</summary>
    private static uint ToOrdered(float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        return (bits & 0x80000000) != 0 ? ~bits : bits | 0x80000000;
    }

    private static float FromOrdered(uint bits) =>
        BitConverter.UInt32BitsToSingle((bits & 0x80000000) != 0 ? bits & 0x7fffffff : ~bits);
}
