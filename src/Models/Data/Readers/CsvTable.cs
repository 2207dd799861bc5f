using System.Globalization;
using System.Runtime.InteropServices;
using Orchestrator.Models.Data.Sequences;
using Utf8CsvReader = CsvHelper.CsvReader;

namespace Orchestrator.Models.Data.Readers;

/// <summary>Collects a table's rows, checking each cell as it comes, and makes a data set of them.</summary>
/// <param name="path">The file, for messages.</param>
/// <param name="columns">What each column is for.</param>
/// <param name="mayLackLabels">Whether the one label column may be empty, as of rows that are only scored.</param>
internal sealed class CsvTable(string path, CsvColumns columns, bool mayLackLabels = false)
{
    private readonly List<float> values = [];
    private readonly List<string> sequences = [], labels = [], names = [], groups = [];
    private readonly List<long> lines = [];

    /// <summary>Takes the row at which the parser stands.</summary>
    /// <exception cref="DataFormatException">The row has too few or too many cells, or one that cannot be read.</exception>
    public void Add(Utf8CsvReader row)
    {
        lines.Add(row.LineNumber);
        if (row.FieldCount != columns.Header.Length)
        {
            throw Wrong(row.LineNumber, null, $"{row.FieldCount} cells under a header of {columns.Header.Length}",
                "Complete the row, or quote cells that hold the separator");
        }

        names.Add(columns.Name >= 0 ? row.GetString(columns.Name) : (lines.Count - 1).ToString(CultureInfo.InvariantCulture));
        if (columns.Group >= 0)
        {
            groups.Add(row.GetString(columns.Group));
        }

        foreach (var column in columns.Labels)
        {
            if (columns.Labels.Length == 1 && !mayLackLabels && LabelColumn.IsMissing(row.GetString(column)))
            {
                throw Wrong(row.LineNumber, column, "the label is missing", "Remove the row or write its label");
            }

            labels.Add(row.GetString(column));
        }

        if (columns.Sequence >= 0)
        {
            sequences.Add(Dna(row));
        }

        foreach (var column in columns.Features)
        {
            if (!float.TryParse(row.GetSpan(column), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                || !float.IsFinite(value))
            {
                throw Wrong(row.LineNumber, column, $"'{row.GetString(column)}' is not a finite number",
                    "Write a number, or leave the column out");
            }

            values.Add(value);
        }
    }

    /// <summary>The rows with the labels of another file, found by the rows' names; a column of numbers without a title is pandas' index,
    /// not names.</summary>
    public DataSet ToDataSet(DataKey key)
    {
        var numbered = columns.Name < 0
            || (columns.Header[columns.Name].Length == 0
            && names.TrueForAll(name => int.TryParse(name, CultureInfo.InvariantCulture, out _)));
        var (targets, labelled) = LabelFile.Read(path, key, numbered ? null : names, names.Count);
        return new(Inputs(), targets, labelled, Groups());
    }

    /// <summary>The rows as a data set.</summary>
    public DataSet ToDataSet()
    {
        var width = columns.Labels.Length;
        if (mayLackLabels && labels.TrueForAll(label => LabelColumn.IsMissing(label)))
        {
            return new(Inputs(), new UnknownTargets(names.Count), names);
        }

        if (width == 1 && labels.FindIndex(label => LabelColumn.IsMissing(label)) is >= 0 and var missing)
        {
            throw Wrong(lines[missing], columns.Labels[0], "the label is missing, others are there", "Label all rows or none");
        }

        var targets = width == 1
            ? LabelColumn.Parse(path, columns.Key, labels)
            : LabelColumn.ParseMany(path, [.. columns.Labels.Select(column => columns.Header[column])], labels, i =>
                Place(lines[i / width], columns.Labels[i % width]));
        return new(Inputs(), targets, names, Groups());
    }

    private List<string>? Groups() => columns.Group >= 0 ? groups : null;

    private Inputs Inputs() => columns.Sequence >= 0
        ? SequenceInputs.Encode(sequences)
        : new FloatInputs(CollectionsMarshal.AsSpan(values).ToArray(), [columns.Features.Length],
            [.. columns.Features.Select(column => columns.Header[column])]);

    private string Dna(Utf8CsvReader row)
    {
        var sequence = row.GetString(columns.Sequence).Trim();
        if (sequence.Length == 0)
        {
            throw Wrong(row.LineNumber, columns.Sequence, "the sequence is empty", "Remove the row or add its sequence");
        }

        foreach (var letter in sequence)
        {
            if (!DnaAlphabet.TryEncode(letter, out _))
            {
                throw Wrong(row.LineNumber, columns.Sequence, $"'{letter}' is not a nucleotide",
                    "Use A, C, G, T, U, N or an IUPAC ambiguity letter, without gaps");
            }
        }

        return sequence;
    }

    private string Place(long line, int? column) => column is { } index ? $"line {line}, column {columns.Header[index]}" : $"line {line}";

    private DataFormatException Wrong(long line, int? column, string problem, string cure) => new(path, Place(line, column), problem, cure);
}
