using Orchestrator.Models.Data.Memory;

namespace Orchestrator.Models.Data;

/// <summary>Dense numbers: histone counts, gene burdens, 0/1 variants.</summary>
public sealed class FloatInputs : Inputs
{
    /// <param name="values">Row-major, a multiple of a row's length. Kept, not copied.</param>
    /// <param name="rowShape">Shape of one row, such as (100, 5).</param>
    /// <param name="featureNames">Names along the last dimension; null where the format has none.</param>
    /// <exception cref="ArgumentException">The lengths do not fit the shape.</exception>
    public FloatInputs(float[] values, int[] rowShape, IReadOnlyList<string>? featureNames = null)
        : this((Block<float>)values, rowShape, featureNames)
    {
    }

    /// <inheritdoc cref="FloatInputs(float[], int[], IReadOnlyList{string})"/>
    public FloatInputs(Block<float> values, int[] rowShape, IReadOnlyList<string>? featureNames = null)
        : base(checked((int)(values.Length / rowShape.Aggregate(1L, (product, extent) => product * extent))), rowShape)
    {
        Require((long)Rows * RowLength, values.Length, nameof(values));
        if (featureNames is not null)
        {
            Require(rowShape[^1], featureNames.Count, nameof(featureNames));
        }

        (Block, FeatureNames) = (values, featureNames);
    }

    /// <summary>All values, (rows, <see cref="Inputs.RowShape"/>), row-major; a copy where they lie in a mapped file.</summary>
    public float[] Values => Block.AsArray();

    /// <inheritdoc />
    public override bool IsMapped => Block.IsMapped;

    /// <summary>All values where they lie.</summary>
    internal Block<float> Block { get; }

    /// <summary>Names along the last dimension (marks, genes, variants); null where the format has none.</summary>
    public IReadOnlyList<string>? FeatureNames { get; }

    /// <summary>One row without a copy.</summary>
    public ReadOnlySpan<float> Row(int row) => Block.Slice((long)row * RowLength, RowLength);

    /// <inheritdoc />
    public override void CopyRows(ReadOnlySpan<int> rows, Span<float> destination)
    {
        Require((long)rows.Length * RowLength, destination.Length, nameof(destination));
        for (var i = 0; i < rows.Length; i++)
        {
            Row(rows[i]).CopyTo(destination[(i * RowLength)..]);
        }
    }

    /// <inheritdoc />
    public override FloatInputs SelectColumns(IReadOnlyList<int> kept)
    {
        if (RowShape.Count != 1)
        {
            throw new NotSupportedException($"Rows of shape ({string.Join(", ", RowShape)}) are no vectors of columns.");
        }

        var values = new float[checked(Rows * kept.Count)];
        for (var row = 0; row < Rows; row++)
        {
            var own = Row(row);
            var at = row * kept.Count;
            for (var i = 0; i < kept.Count; i++)
            {
                values[at + i] = own[kept[i]];
            }
        }

        return new(values, [kept.Count], FeatureNames is { } names ? [.. kept.Select(column => names[column])] : null);
    }

    /// <inheritdoc />
    public override FloatInputs Select(ReadOnlySpan<int> rows)
    {
        var values = new float[checked(rows.Length * RowLength)];
        CopyRows(rows, values);
        return new(values, [.. RowShape], FeatureNames);
    }
}
