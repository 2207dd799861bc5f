using Orchestrator.Models.Data.Memory;

namespace Orchestrator.Models.Data;

/// <summary>
/// One or several numbers a row: expression levels, or labels of which several may hold at once (0 or 1). A number may be missing:
/// a drug that was never tested says nothing about the isolate, so it enters neither a loss nor a metric.
/// </summary>
public sealed class ValueTargets : Targets
{
    private readonly bool[]? known;
    private readonly Block<byte>? bits;
    private float[]? values;

    /// <param name="values">(rows, columns), row-major. Kept, not copied. What stands in a missing place is replaced by 0.</param>
    /// <param name="names">Names of the columns, at least one.</param>
    /// <param name="known">(rows, columns): whether the value is there; null = all are.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a known value is not finite.</exception>
    public ValueTargets(float[] values, IReadOnlyList<string> names, bool[]? known = null)
        : base(values.Length / names.Count)
    {
        if ((long)Rows * names.Count != values.Length)
        {
            throw new ArgumentException($"{values.Length} values do not fill rows of {names.Count}.", nameof(values));
        }

        if (known is not null && known.Length != values.Length)
        {
            throw new ArgumentException("The mask is as long as the values.", nameof(known));
        }

        var labels = true;
        for (var i = 0; i < values.Length; i++)
        {
            if (known is not null && !known[i])
            {
                values[i] = 0;
                continue;
            }

            if (!float.IsFinite(values[i]))
            {
                throw new ArgumentException($"Value {i} is {values[i]}: mark it as missing.", nameof(values));
            }

            labels &= values[i] is 0 or 1;
        }

        (this.values, Names, AreLabels) = (values, names, labels);
        this.known = known is not null && known.Contains(false) ? known : null;
    }

    private ValueTargets(Block<byte> bits, int rows, IReadOnlyList<string> names)
        : base(rows)
    {
        if (bits.Length != (long)rows * BytesOfRow(names.Count))
        {
            throw new ArgumentException($"{bits.Length} bytes do not hold {rows} rows of {names.Count} bits.", nameof(bits));
        }

        (this.bits, Names, AreLabels) = (bits, names, true);
    }

    /// <summary>Labels of which eight take a byte, none missing: for more rows than fit in memory as numbers.</summary>
    /// <param name="bits">Row after row, each padded to whole bytes, the first column in the lowest bit.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="names">Names of the columns, at least one.</param>
    /// <exception cref="ArgumentException">The number of bytes does not fit.</exception>
    public static ValueTargets OfBits(Block<byte> bits, int rows, IReadOnlyList<string> names) => new(bits, rows, names);

    /// <summary>Bytes that a row of so many packed labels takes.</summary>
    public static int BytesOfRow(int columns) => (columns + 7) / 8;

    /// <summary>Whether the labels are packed.</summary>
    public bool IsPacked => bits is not null;

    /// <summary>(rows, columns), row-major; 0 where missing. Packed labels are unpacked, all of them.</summary>
    /// <exception cref="OverflowException">They are more than an array holds.</exception>
    public float[] Values => values ??= Unpacked();

    /// <summary>Names of the columns.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Number of values a row.</summary>
    public int Columns => Names.Count;

    /// <summary>Whether every known value is 0 or 1, so that the columns can be learned as labels.</summary>
    public bool AreLabels { get; }

    /// <summary>Whether any value is missing.</summary>
    public bool HasMissing => known is not null;

    /// <summary>Whether the value is there.</summary>
    public bool IsKnown(int row, int column) => known is null || known[row * Columns + column];

    /// <summary>A value; 0 where it is missing.</summary>
    public float this[int row, int column] => bits is null
        ? Values[row * Columns + column]
        : (bits.Slice((long)row * BytesOfRow(Columns), BytesOfRow(Columns))[column >> 3] >> (column & 7)) & 1;

    /// <summary>Writes values and their mask.</summary>
    /// <param name="rows">Row numbers.</param>
    /// <param name="values">rows x <see cref="Columns"/> values; 0 where missing.</param>
    /// <param name="mask">As many: 1 where known, 0 where missing. May be empty when the mask is not wanted.</param>
    public void CopyRows(ReadOnlySpan<int> rows, Span<float> values, Span<float> mask)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            if (bits is not null)
            {
                Unpack(rows[i], values.Slice(i * Columns, Columns));
                if (!mask.IsEmpty)
                {
                    mask.Slice(i * Columns, Columns).Fill(1);
                }

                continue;
            }

            var from = rows[i] * Columns;
            Values.AsSpan(from, Columns).CopyTo(values[(i * Columns)..]);
            if (mask.IsEmpty)
            {
                continue;
            }

            for (var column = 0; column < Columns; column++)
            {
                mask[i * Columns + column] = known is null || known[from + column] ? 1 : 0;
            }
        }
    }

    /// <inheritdoc />
    public override ValueTargets Select(ReadOnlySpan<int> rows)
    {
        var values = new float[checked(rows.Length * Columns)];
        var mask = new float[values.Length];
        CopyRows(rows, values, mask);
        return new(values, Names, Array.ConvertAll(mask, value => value != 0));
    }

    private void Unpack(int row, Span<float> target)
    {
        var packed = bits!.Slice((long)row * BytesOfRow(Columns), BytesOfRow(Columns));
        for (var column = 0; column < target.Length; column++)
        {
            target[column] = (packed[column >> 3] >> (column & 7)) & 1;
        }
    }

    private float[] Unpacked()
    {
        var all = new float[checked(Rows * Columns)];
        for (var row = 0; row < Rows; row++)
        {
            Unpack(row, all.AsSpan(row * Columns, Columns));
        }

        return all;
    }
}
