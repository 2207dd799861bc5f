using System.Globalization;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Models.Data.Files;
using Orchestrator.Models.Data.Numpy;

namespace Orchestrator.Models.Data.Readers;

/// <summary>
/// A pickled dictionary of DNA sequences and labels, <c>{"genes": [...], "resistant": [...]}</c>, or a plain table (rows, columns) whose
/// last column is the target. In a dictionary the key names the labels' entry; the first entry of text holds the sequences.
/// </summary>
public sealed class NpyReader : IScoringReader
{
    private const string Labels = "resistant", Sequences = "genes";

    /// <inheritdoc />
    public string Format => "npy";

    /// <inheritdoc />
    public string Summary =>
        "A pickled dictionary {genes, resistant}, read without running it, or a table whose last column is the target; key: the labels' "
            + "entry";

    /// <inheritdoc />
    public DataSet Read(DataDefinition definition) => Read(definition, null);

    /// <inheritdoc />
    public DataSet ReadToScore(DataDefinition definition, TrainedColumns trained) => Read(definition, trained.Labelled ? null : trained);

    private static DataSet Read(DataDefinition definition, TrainedColumns? unlabelled)
    {
        var array = NpyFile.Read(definition.Path);
        return array.Elements is not object?[] objects || array.Type.Kind != 'O' ? Table(definition, array, unlabelled?.Columns)
            : array.Shape.Count == 0 && objects[0] is Dictionary<object, object?> entries ? Dictionary(definition, entries,
                mayLack: unlabelled is not null)
            : throw Wrong(definition, $"it holds Python objects of shape {array.ShapeText}",
                $"Save a dictionary {{'{Sequences}': ..., '{Labels}': ...}} or an array of numbers");
    }

    private static DataSet Dictionary(DataDefinition definition, Dictionary<object, object?> entries, bool mayLack)
    {
        var labelKey = definition.Key ?? Labels;
        var sequences = Texts(definition, entries, Sequences);
        var labels = mayLack && !entries.ContainsKey(labelKey) ? null : Texts(definition, entries, labelKey);
        if (labels is not null && labels.Length != sequences.Length)
        {
            throw Wrong(definition, $"'{Sequences}' has {sequences.Length} rows and '{labelKey}' {labels.Length}",
                "Save as many labels as sequences");
        }

        for (var row = 0; row < sequences.Length; row++)
        {
            sequences[row] = sequences[row].Trim();
            if (sequences[row].Length == 0)
            {
                throw new DataFormatException(definition.Path, $"'{Sequences}' row {row}", "the sequence is empty",
                    "Remove the row or add its sequence");
            }

            if (PaddedSequences.Strange(sequences[row]) is { } letter)
            {
                throw new DataFormatException(definition.Path, $"'{Sequences}' row {row}", $"'{letter}' is not a nucleotide",
                    PaddedSequences.Letters);
            }
        }

        var inputs = PaddedSequences.Encode(definition.Path, sequences, row => $"'{Sequences}' row {row}");
        if (labels is null)
        {
            return new(inputs, new UnknownTargets(sequences.Length), Numbered(sequences.Length));
        }

        var flags = labels.All(label => label is "True" or "False" or "0" or "1");
        var targets = flags
            ? new ClassTargets([.. labels.Select(label => label is "True" or "1" ? 1 : 0)], ["not " + labelKey, labelKey])
            : LabelColumn.Parse(definition.Path, labelKey, labels, row => $"'{labelKey}' row {row}", ofTable: false);
        return new(inputs, targets, Numbered(labels.Length));
    }

    private static string[] Texts(DataDefinition definition, Dictionary<object, object?> entries, string key)
    {
        if (!entries.TryGetValue(key, out var value))
        {
            throw Wrong(definition, $"the dictionary has no entry '{key}'", Spelling.Choose(key, [.. entries.Keys.OfType<string>()]));
        }

        var texts = value switch
        {
            NpyArray { Shape.Count: 1 } array => array.ToStrings(),
            List<object?> list => [.. list.Select(item => Convert.ToString(item, CultureInfo.InvariantCulture) ?? "")],
            _ => throw Wrong(definition, $"the entry '{key}' is not one-dimensional", "Save a list or an array with one element a row"),
        };
        return texts.Length > 0 ? texts : throw Wrong(definition, $"the entry '{key}' is empty", "Check that it is the file you mean");
    }

    private static DataSet Table(DataDefinition definition, NpyArray array, int? allInputs)
    {
        if (array.Shape is not [> 0, > 1])
        {
            throw Wrong(definition, $"the shape is {array.ShapeText}", "A table is (rows, columns) with the target in the last column");
        }

        var (rows, columns) = (array.Shape[0], array.Shape[1]);
        var values = array.ToSingles();
        var inputColumns = columns == allInputs ? columns : columns - 1;
        if (FiniteNumbers.FirstOther(values) >= 0)
        {
            for (var row = 0; row < rows; row++)
            {
                var own = values.AsSpan(row * columns, inputColumns);
                if (FiniteNumbers.FirstOther(own) is >= 0 and var column)
                {
                    throw FiniteNumbers.Wrong(definition.Path, $"row {row}, column {column}", own[column]);
                }

                if (columns > inputColumns && !float.IsFinite(values[(row + 1) * columns - 1]))
                {
                    throw new DataFormatException(definition.Path, $"row {row} (counted from 0)",
                        float.IsNaN(values[(row + 1) * columns - 1]) ? "the target is missing" : "the target is infinite",
                        "Remove the row or write its target");
                }
            }
        }

        if (columns == allInputs)
        {
            return new(new FloatInputs([.. values], [columns]), new UnknownTargets(rows), Numbered(rows));
        }

        var inputs = new float[rows * (columns - 1)];
        var labels = new string[rows];
        for (var row = 0; row < rows; row++)
        {
            values.AsSpan(row * columns, columns - 1).CopyTo(inputs.AsSpan(row * (columns - 1)));
            labels[row] = values[(row + 1) * columns - 1].ToString("R", CultureInfo.InvariantCulture);
        }

        return new(new FloatInputs(inputs, [columns - 1]), LabelColumn.Parse(definition.Path, definition.Key ?? "target", labels,
            row => $"row {row} (counted from 0)"), Numbered(rows));
    }

    private static string[] Numbered(int rows) => [.. Enumerable.Range(0, rows).Select(row => row.ToString(CultureInfo.InvariantCulture))];

    private static DataFormatException Wrong(DataDefinition definition, string problem, string cure) =>
        new(definition.Path, null, problem, cure);
}
