using System.Globalization;
using Orchestrator.Contracts.Sweeps;
using Orchestrator.Models.Data.Hdf5;
using Orchestrator.Models.Data.Sequences;

namespace Orchestrator.Models.Data.Readers;

/// <summary>
/// DeepSEA's data (Zhou and Troyanskaya 2015, Nature Methods 12:931), HDF5: one-hot DNA <c>trainxdata</c> (1000, 4, N) in the order A G C T
/// with its targets <c>traindata</c> (919, N); or the other way round, (N, 4, 1000) and (N, 919), as in the validation and test files. Read
/// in blocks of rows: never more than a block of one-hot is in memory, and a base is kept as one byte. <c>key: rows=200000</c> reads the first rows.
/// </summary>
public sealed class DeepSeaReader : IDataSetReader
{
    private const int BlockRows = 4096;

    /// <summary>The channels of the file as codes; no channel set = an unknown base.</summary>
    private static readonly byte[] CodeOfChannel = [0, 2, 1, 3];

    /// <inheritdoc />
    public string Format => "deepsea";

    /// <inheritdoc />
    public string Summary => "One-hot DNA and targets in HDF5 (DeepSEA's .mat); key: rows=N reads the first N";

    /// <inheritdoc />
    public DataSet Read(DataDefinition definition)
    {
        using var file = new Hdf5File(definition.Path);
        var inputKey = file.Keys.FirstOrDefault(key => key.EndsWith("xdata", StringComparison.Ordinal))
            ?? throw Wrong($"it holds {string.Join(", ", file.Keys)}", "The inputs are called trainxdata, validxdata or testxdata");
        var targetKey = inputKey[..^"xdata".Length] + "data";
        if (!file.Keys.Contains(targetKey)) throw Wrong($"there is no array '{targetKey}' beside '{inputKey}'", "Without targets it can be predicted on, not trained on");
        var (inputs, targets) = (file.Shape(inputKey), file.Shape(targetKey));
        var rowsLast = inputs is [_, 4, var last] && targets is [_, var count] && last == count;
        if (!rowsLast && !(inputs is [var first, 4, _] && targets is [var same, _] && first == same))
            throw Wrong($"the shapes are ({string.Join(", ", inputs)}) and ({string.Join(", ", targets)})", "Save (length, 4, N) with (targets, N), or (N, 4, length) with (N, targets)");

        var (length, all) = rowsLast ? ((int)inputs[0], inputs[2]) : ((int)inputs[2], inputs[0]);
        var columns = (int)(rowsLast ? targets[0] : targets[1]);
        var rows = Rows(definition, all);
        if (rows * Math.Max(length, columns) > Array.MaxLength)
            throw Wrong($"{rows} rows of {length} bases and {columns} targets are more than fit in memory", $"Read the first part: key: rows={Array.MaxLength / Math.Max(length, columns)}");
        return new(
            new SequenceInputs(Codes(file, inputKey, (int)rows, length, rowsLast), length),
            new ValueTargets(Values(file, targetKey, (int)rows, columns, rowsLast), [.. Enumerable.Range(1, columns).Select(i => $"target {i}")]),
            [.. Enumerable.Range(0, (int)rows).Select(row => row.ToString(CultureInfo.InvariantCulture))]);

        DataFormatException Wrong(string problem, string cure) => new(definition.Path, null, problem, cure);
    }

    private static long Rows(DataDefinition definition, long all)
    {
        if (definition.Key is null) return all;
        return definition.Key.Split('=') is ["rows", var text] && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var rows) && rows > 0
            ? Math.Min(rows, all)
            : throw new DataFormatException(definition.Path, null, $"the key '{definition.Key}' is not understood", "Write 'rows=N', or leave the key out");
    }

    private static byte[] Codes(Hdf5File file, string key, int rows, int length, bool rowsLast)
    {
        var codes = new byte[rows * length];
        Array.Fill(codes, DnaAlphabet.Unknown);
        foreach (var (start, count) in Blocks(rows))
        {
            var block = new byte[4 * length * count];
            if (rowsLast) file.Read(key, [0, 0, start], [length, 4, count], block);
            else file.Read(key, [start, 0, 0], [count, 4, length], block);
            for (var channel = 0; channel < 4; channel++)
            {
                for (var row = 0; row < count; row++)
                {
                    for (var position = 0; position < length; position++)
                    {
                        var set = rowsLast ? block[(position * 4 + channel) * count + row] : block[(row * 4 + channel) * length + position];
                        if (set != 0) codes[(start + row) * length + position] = CodeOfChannel[channel];
                    }
                }
            }
        }

        return codes;
    }

    private static float[] Values(Hdf5File file, string key, int rows, int columns, bool rowsLast)
    {
        var values = new float[rows * columns];
        foreach (var (start, count) in Blocks(rows))
        {
            var block = new float[columns * count];
            if (rowsLast) file.Read(key, [0, start], [columns, count], block);
            else file.Read(key, [start, 0], [count, columns], block);
            for (var row = 0; row < count; row++)
            {
                for (var column = 0; column < columns; column++) values[(start + row) * columns + column] = rowsLast ? block[column * count + row] : block[row * columns + column];
            }
        }

        return values;
    }

    private static IEnumerable<(int Start, int Count)> Blocks(int rows)
    {
        for (var start = 0; start < rows; start += BlockRows) yield return (start, Math.Min(BlockRows, rows - start));
    }
}
