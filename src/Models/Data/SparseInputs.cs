using Orchestrator.Models.Data.Memory;

namespace Orchestrator.Models.Data;

/// <summary>
/// Rows of which most values are zero, as compressed sparse rows: variants of isolates, mutations of tumours. Stays sparse until a batch
/// is copied, so that 7,845 isolates x 742,620 variants fit where 23 GB of floats would not.
/// </summary>
public sealed class SparseInputs : Inputs
{
    /// <param name="starts">Rows + 1 positions into <paramref name="columns"/>: row r owns starts[r] .. starts[r + 1] - 1. Kept, not
    /// copied.</param>
    /// <param name="columns">Column of each entry, in 0 .. width - 1, ascending within a row and without repetition. Kept, not
    /// copied.</param>
    /// <param name="values">Value of each entry; null = all are 1.</param>
    /// <param name="width">Number of columns.</param>
    /// <param name="featureNames">Names of the columns; null where the format has none.</param>
    /// <exception cref="ArgumentException">The arrays do not describe such a matrix.</exception>
    public SparseInputs(int[] starts, int[] columns, float[]? values, int width, IReadOnlyList<string>? featureNames = null)
        : this((Block<int>)starts, (Block<int>)columns, values is null ? null : (Block<float>)values, width, featureNames)
    {
    }

    /// <inheritdoc cref="SparseInputs(int[], int[], float[], int, IReadOnlyList{string})"/>
    public SparseInputs(Block<int> starts, Block<int> columns, Block<float>? values, int width, IReadOnlyList<string>? featureNames = null)
        : base(checked((int)(starts.Length - 1)), width)
    {
        if (values is not null)
        {
            Require(columns.Length, values.Length, nameof(values));
        }

        if (featureNames is not null)
        {
            Require(width, featureNames.Count, nameof(featureNames));
        }

        if (starts[0] != 0 || starts[Rows] != columns.Length)
        {
            throw new ArgumentException("The row starts do not span the entries.", nameof(starts));
        }

        for (var row = 0; row < Rows; row++)
        {
            var previous = -1;
            if (starts[row + 1] < starts[row])
            {
                throw new ArgumentException($"Row {row} ends before it starts.", nameof(starts));
            }

            foreach (var column in columns.Slice(starts[row], starts[row + 1] - starts[row]))
            {
                if (column <= previous || column >= width)
                {
                    throw new ArgumentException($"Row {row} has column {column} after {previous} in a width of {width}.", nameof(columns));
                }

                previous = column;
            }
        }

        (Starts, Columns, Values, FeatureNames) = (starts, columns, values, featureNames);
    }

    /// <inheritdoc />
    public override bool IsMapped => Columns.IsMapped;

    /// <summary>Row starts where they lie.</summary>
    internal Block<int> Starts { get; }

    /// <summary>Columns of all entries where they lie.</summary>
    internal Block<int> Columns { get; }

    /// <summary>Values of all entries where they lie; null = all are 1.</summary>
    internal Block<float>? Values { get; }

    /// <summary>Number of columns.</summary>
    public int Width => RowShape[0];

    /// <summary>Number of entries that are held: at most <see cref="int.MaxValue"/>.</summary>
    public int Entries => (int)Columns.Length;

    /// <summary>Names of the columns (genes, variants); null where the format has none.</summary>
    public IReadOnlyList<string>? FeatureNames { get; }

    /// <summary>Columns of a row's entries, ascending.</summary>
    public ReadOnlySpan<int> ColumnsOf(int row) => Columns.Slice(Starts[row], Starts[row + 1] - Starts[row]);

    /// <summary>Values of a row's entries; empty when every entry of the matrix is 1.</summary>
    public ReadOnlySpan<float> ValuesOf(int row) => Values is null ? default : Values.Slice(Starts[row], Starts[row + 1] - Starts[row]);

    /// <inheritdoc />
    public override void CopyRows(ReadOnlySpan<int> rows, Span<float> destination)
    {
        Require(checked(rows.Length * Width), destination.Length, nameof(destination));
        destination.Clear();
        for (var i = 0; i < rows.Length; i++)
        {
            var target = destination.Slice(i * Width, Width);
            var own = ColumnsOf(rows[i]);
            var weights = ValuesOf(rows[i]);
            for (var entry = 0; entry < own.Length; entry++)
            {
                target[own[entry]] = weights.IsEmpty ? 1 : weights[entry];
            }
        }
    }

    /// <summary>Number of entries of each column among some rows: how many of the rows carry the variant.</summary>
    public int[] CountColumns(ReadOnlySpan<int> rows)
    {
        var counts = new int[Width];
        foreach (var row in rows)
        {
            foreach (var column in ColumnsOf(row))
            {
                counts[column]++;
            }
        }

        return counts;
    }

    /// <summary>The same rows with some of the columns, ascending and without repetition, numbered anew from 0.</summary>
    public override SparseInputs SelectColumns(IReadOnlyList<int> kept)
    {
        var renumbered = new int[Width];
        Array.Fill(renumbered, -1);
        for (var i = 0; i < kept.Count; i++)
        {
            renumbered[kept[i]] = i;
        }

        return Filter([.. Enumerable.Range(0, Rows)], kept.Count, renumbered, FeatureNames is { } names
            ? [.. kept.Select(column => names[column])] : null);
    }

    /// <summary>The same rows with other columns, in any order.</summary>
    /// <param name="places">For each column its new number, each at most once; -1 = it is left out.</param>
    /// <param name="width">Number of new columns; one that no old column becomes is 0 in all rows.</param>
    internal SparseInputs Rearranged(int[] places, int width)
    {
        var (starts, columns, values) = (new int[Rows + 1], new List<int>(Entries), Values is null ? null : new List<float>(Entries));
        for (var row = 0; row < Rows; row++)
        {
            var own = ColumnsOf(row);
            var weights = ValuesOf(row);
            var kept = new List<(int Column, float Value)>(own.Length);
            for (var i = 0; i < own.Length; i++)
            {
                if (places[own[i]] >= 0)
                {
                    kept.Add((places[own[i]], weights.IsEmpty ? 1 : weights[i]));
                }
            }

            kept.Sort();
            columns.AddRange(kept.Select(entry => entry.Column));
            values?.AddRange(kept.Select(entry => entry.Value));
            starts[row + 1] = columns.Count;
        }

        return new(starts, [.. columns], values?.ToArray(), width);
    }

    /// <summary>These rows and, under them, others of the same columns.</summary>
    internal SparseInputs Append(SparseInputs other)
    {
        var ones = Values is null && other.Values is null;
        return new SparseInputs(
            (int[])[.. Starts.AsArray(), .. other.Starts.AsArray().Skip(1).Select(start => checked(Entries + start))],
                (int[])[.. Columns.AsArray(), .. other.Columns.AsArray()],
            ones ? null : (float[])[.. WeightsOf(this), .. WeightsOf(other)], Width, FeatureNames);

        static float[] WeightsOf(SparseInputs inputs) => inputs.Values?.AsArray() ?? [.. Enumerable.Repeat(1f, inputs.Entries)];
    }

    /// <summary>All rows densely; rows x columns must fit an array.</summary>
    public FloatInputs ToDense()
    {
        var dense = new float[checked(Rows * Width)];
        CopyRows([.. Enumerable.Range(0, Rows)], dense);
        return new(dense, [Width], FeatureNames);
    }

    /// <inheritdoc />
    public override SparseInputs Select(ReadOnlySpan<int> rows) => Filter(rows, Width, null, FeatureNames);

    private SparseInputs Filter(ReadOnlySpan<int> rows, int width, int[]? renumbered, IReadOnlyList<string>? names)
    {
        var selectedStarts = new int[rows.Length + 1];
        for (var i = 0; i < rows.Length; i++)
        {
            var count = ColumnsOf(rows[i]).Length;
            if (renumbered is not null)
            {
                count = 0;
                foreach (var column in ColumnsOf(rows[i]))
                {
                    count += renumbered[column] >= 0 ? 1 : 0;
                }
            }

            selectedStarts[i + 1] = checked(selectedStarts[i] + count);
        }

        var selectedColumns = new int[selectedStarts[^1]];
        var selectedValues = Values is null ? null : new float[selectedColumns.Length];
        var to = 0;
        foreach (var row in rows)
        {
            var own = ColumnsOf(row);
            var entries = ValuesOf(row);
            for (var from = 0; from < own.Length; from++)
            {
                var column = renumbered is null ? own[from] : renumbered[own[from]];
                if (column < 0)
                {
                    continue;
                }

                selectedColumns[to] = column;
                if (selectedValues is not null)
                {
                    selectedValues[to] = entries[from];
                }

                to++;
            }
        }

        return new(selectedStarts, selectedColumns, selectedValues, width, names);
    }
}
