using System.Globalization;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Models.Data.Caching;
using Orchestrator.Models.Data.Hdf5;
using Orchestrator.Models.Data.Matlab;
using Orchestrator.Models.Data.Sequences;

namespace Orchestrator.Models.Data.Readers;

/// <summary>
/// DeepSEA's data (Zhou and Troyanskaya 2015, Nature Methods 12:931), HDF5 or MATLAB level 5: one-hot DNA <c>trainxdata</c> (1000, 4, N)
/// in the order A G C T with its targets <c>traindata</c> (919, N); or the other way round, (N, 4, 1000) and (N, 919), as in the validation
/// and test files. Read in blocks of rows: never more than a block of one-hot is in memory (of a MATLAB 5 file: than one array), and a base
/// is kept as one byte. <c>key: rows=200000</c> reads the first rows.
/// </summary>
/// <remarks>
/// The file's order, rows last, lets nobody pick rows at random. So the data is brought into row order once, in the flat file of a
/// <see cref="DataSetStore"/>, from which batches are then taken: 4.4 million rows are 4.4 GB of bases and half a GB of packed labels on
/// disk, and a block of rows in memory.
/// </remarks>
public sealed class DeepSeaReader : IScoringReader, IStreamedReader
{
    private const int BlockRows = 4096;

    /// <summary>The channels of the file as codes; no channel set = an unknown base.</summary>
    private static readonly byte[] CodeOfChannel = [0, 2, 1, 3];

    /// <inheritdoc />
    public string Format => "deepsea";

    /// <inheritdoc />
    public string Summary => "One-hot DNA and targets in HDF5 or MATLAB 5 (DeepSEA's .mat); key: rows=N reads the first N";

    private sealed record Layout(string Inputs, string? Targets, int Length, int Columns, int Rows, bool RowsLast)
    {
        public string[] TargetNames => [.. Enumerable.Range(1, Columns).Select(i => $"target {i}")];
    }

    /// <inheritdoc />
    public DataSet Read(DataDefinition definition)
    {
        using var file = Open(definition.Path);
        return Read(file, Inspect(file, definition), definition);
    }

    /// <inheritdoc />
    public DataSet ReadToScore(DataDefinition definition, TrainedColumns trained)
    {
        using var file = Open(definition.Path);
        var key = file.Keys.FirstOrDefault(key => key.EndsWith("xdata", StringComparison.Ordinal));
        if (trained.Labelled || key is null || file.Keys.Contains(key[..^"xdata".Length] + "data"))
        {
            return Read(file, Inspect(file, definition), definition);
        }

        // Which of the two shapes it is, the targets would tell; without them, the length that the network takes.
        var shape = file.Shape(key);
        if (shape is not [_, 4, _] || (shape[0] != trained.Columns && shape[2] != trained.Columns))
        {
            throw new DataFormatException(definition.Path, $"array {key}", $"the shape is ({string.Join(", ", shape)})",
                $"Save ({trained.Columns}, 4, N) or (N, 4, {trained.Columns}), as the network takes them");
        }

        var last = shape[0] == trained.Columns;
        return Read(file, new(key, null, trained.Columns, 0, checked((int)Rows(definition, last ? shape[2] : shape[0])), last), definition);
    }

    private static IArrayFile Open(string path) => Mat5File.IsOne(path) ? new Mat5File(path) : new Hdf5File(path);

    private static DataSet Read(IArrayFile file, Layout layout, DataDefinition definition)
    {
        var (rows, length, columns) = (layout.Rows, layout.Length, layout.Columns);
        if ((long)rows * Math.Max(length, columns) > Array.MaxLength)
        {
            throw new DataFormatException(definition.Path, null,
                $"{rows} rows of {length} bases and {columns} targets are more than fit in memory",
                $"Run it with a cache, or read the first part: key: rows={Array.MaxLength / Math.Max(length, columns)}");
        }

        var (codes, values) = (new byte[rows * length], new float[rows * columns]);
        foreach (var (start, count) in Blocks(rows))
        {
            ReadCodes(file, layout, start, count, codes.AsSpan(start * length, count * length));
            if (layout.Targets is not null)
            {
                ReadValues(file, layout, start, count, values.AsSpan(start * columns, count * columns));
            }
        }

        Targets targets = layout.Targets is null ? new UnknownTargets(rows) : new ValueTargets(values, layout.TargetNames);
        return new(
            new SequenceInputs(codes, length), targets,
            [.. Enumerable.Range(0, rows).Select(row => row.ToString(CultureInfo.InvariantCulture))]);
    }

    /// <inheritdoc />
    void IStreamedReader.Write(DataDefinition definition, FlatFileWriter writer)
    {
        using var file = Open(definition.Path);
        var layout = Inspect(file, definition);
        writer.Begin(DataSetCodec.SequenceKind);
        var codes = new byte[Math.Min(BlockRows, layout.Rows) * layout.Length];
        foreach (var (start, count) in Blocks(layout.Rows))
        {
            var block = codes.AsSpan(0, count * layout.Length);
            ReadCodes(file, layout, start, count, block);
            writer.Append<byte>(block);
        }

        writer.Begin(DataSetCodec.BitKind);
        var values = new float[Math.Min(BlockRows, layout.Rows) * layout.Columns];
        foreach (var (start, count) in Blocks(layout.Rows))
        {
            var block = values.AsSpan(0, count * layout.Columns);
            ReadValues(file, layout, start, count, block);
            writer.Append<byte>(Packed(block, layout.Columns, place => new DataFormatException(
                definition.Path, $"array {layout.Targets}",
                    $"target {place % layout.Columns + 1} of row {start + place / layout.Columns} is neither 0 nor 1",
                    "Save labels; numbers are read by the other formats")));
        }

        writer.Finish(
            new FlatDescription(DataSetCodec.SequenceKind, [layout.Length], DataSetCodec.BitKind, layout.TargetNames, layout.Rows));
    }

    private static Layout Inspect(IArrayFile file, DataDefinition definition)
    {
        var inputKey = file.Keys.FirstOrDefault(key => key.EndsWith("xdata", StringComparison.Ordinal))
            ?? throw Wrong($"it holds {string.Join(", ", file.Keys)}", "The inputs are called trainxdata, validxdata or testxdata");
        var targetKey = inputKey[..^"xdata".Length] + "data";
        if (!file.Keys.Contains(targetKey))
        {
            throw Wrong($"there is no array '{targetKey}' beside '{inputKey}'", "Without targets it can be predicted on, not trained on");
        }

        var (inputs, targets) = (file.Shape(inputKey), file.Shape(targetKey));
        var rowsLast = inputs is [_, 4, var last] && targets is [_, var count] && last == count;
        if (!rowsLast && !(inputs is [var first, 4, _] && targets is [var same, _] && first == same))
        {
            throw Wrong($"the shapes are ({string.Join(", ", inputs)}) and ({string.Join(", ", targets)})",
                "Save (length, 4, N) with (targets, N), or (N, 4, length) with (N, targets)");
        }

        var (length, all) = rowsLast ? ((int)inputs[0], inputs[2]) : ((int)inputs[2], inputs[0]);
        return new(inputKey, targetKey, length, (int)(rowsLast ? targets[0] : targets[1]), checked((int)Rows(definition, all)), rowsLast);

        DataFormatException Wrong(string problem, string cure) => new(definition.Path, null, problem, cure);
    }

    private static long Rows(DataDefinition definition, long all)
    {
        if (definition.Key is null)
        {
            return all;
        }

        return definition.Key.Split('=') is ["rows", var text]
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var rows) && rows > 0
            ? Math.Min(rows, all)
            : throw new DataFormatException(definition.Path, null, $"the key '{definition.Key}' is not understood",
                "Write 'rows=N', or leave the key out");
    }

    private static void ReadCodes(IArrayFile file, Layout layout, int start, int count, Span<byte> codes)
    {
        var length = layout.Length;
        var block = new byte[4 * length * count];
        if (layout.RowsLast)
        {
            file.Read(layout.Inputs, [0, 0, start], [length, 4, count], block);
        }
        else
        {
            file.Read(layout.Inputs, [start, 0, 0], [count, 4, length], block);
        }

        codes.Fill(DnaAlphabet.Unknown);
        for (var channel = 0; channel < 4; channel++)
        {
            for (var row = 0; row < count; row++)
            {
                for (var position = 0; position < length; position++)
                {
                    var set = layout.RowsLast
                        ? block[(position * 4 + channel) * count + row] : block[(row * 4 + channel) * length + position];
                    if (set != 0)
                    {
                        codes[row * length + position] = CodeOfChannel[channel];
                    }
                }
            }
        }
    }

    private static void ReadValues(IArrayFile file, Layout layout, int start, int count, Span<float> values)
    {
        var columns = layout.Columns;
        var block = new float[columns * count];
        if (layout.RowsLast)
        {
            file.Read(layout.Targets!, [0, start], [columns, count], block);
        }
        else
        {
            file.Read(layout.Targets!, [start, 0], [count, columns], block);
        }

        for (var row = 0; row < count; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                values[row * columns + column] = layout.RowsLast ? block[column * count + row] : block[row * columns + column];
            }
        }
    }

    private static byte[] Packed(ReadOnlySpan<float> labels, int columns, Func<int, Exception> wrong)
    {
        var width = ValueTargets.BytesOfRow(columns);
        var packed = new byte[labels.Length / columns * width];
        for (var place = 0; place < labels.Length; place++)
        {
            if (labels[place] is not (0 or 1))
            {
                throw wrong(place);
            }

            if (labels[place] != 0)
            {
                packed[place / columns * width + place % columns / 8] |= (byte)(1 << (place % columns % 8));
            }
        }

        return packed;
    }

    private static IEnumerable<(int Start, int Count)> Blocks(int rows)
    {
        for (var start = 0; start < rows; start += BlockRows)
        {
            yield return (start, Math.Min(BlockRows, rows - start));
        }
    }
}
