using System.Globalization;
using System.Runtime.InteropServices;
using Orchestrator.Models.Data.Text;

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
    public void Add(TextTable row)
    {
        lines.Add(row.Line);
        names.Add(columns.Name >= 0 ? row.Text(columns.Name) : (lines.Count - 1).ToString(CultureInfo.InvariantCulture));
        if (columns.NameIsGuessed && (Cells.IsMissing(names[^1]) || Cells.TryNumber(names[^1], out _)))
        {
            // A column of numbers whose first cell is none: the cell is the mistake, unless the column is called what it is.
            var wrong = names.FindIndex(name => !Cells.TryNumber(name, out _));
            throw Wrong(lines[wrong], columns.Name, Cells.NotANumber(names[wrong]),
                Cells.CureOf(names[wrong], "Write a number; if the column names the rows, call it 'id' and leave no cell empty"));
        }

        if (columns.Group >= 0)
        {
            groups.Add(row.Text(columns.Group));
        }

        foreach (var column in columns.Labels)
        {
            labels.Add(row.Text(column));
        }

        if (columns.Sequence >= 0)
        {
            sequences.Add(Dna(row));
        }

        foreach (var column in columns.Features)
        {
            if (!row.TryNumber(column, out var value))
            {
                var cell = row.Text(column);
                throw Wrong(row.Line, column, Cells.NotANumber(cell), Cells.CureOf(cell, column == 0
                    ? "Write a number, or leave the column out; if it names the rows, call it 'id'"
                    : "Write a number, or leave the row or the column out"));
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
        var found = LabelFile.Read(path, key, numbered ? null : names, names.Count);
        return new(Inputs(), found.Targets, found.Names, Groups(), remarks: found.Remarks);
    }

    /// <summary>The rows as a data set.</summary>
    public DataSet ToDataSet()
    {
        var width = columns.Labels.Length;
        if (mayLackLabels && labels.TrueForAll(label => LabelColumn.IsMissing(columns.Key, label)))
        {
            return new(Inputs(), new UnknownTargets(names.Count), names);
        }

        var targets = width == 1
            ? LabelColumn.Parse(path, columns.Key, labels, row => Place(lines[row], columns.Labels[0]))
            : LabelColumn.ParseMany(path, [.. columns.Labels.Select(column => columns.Header[column])], labels, i =>
                Place(lines[i / width], columns.Labels[i % width]));
        return new(Inputs(), targets, names, Groups());
    }

    private string[]? Groups() => columns.Group >= 0
        ? GroupColumn.Of(path, columns.GroupKey, groups, row => Place(lines[row], columns.Group)) : null;

    private Inputs Inputs() => columns.Sequence >= 0
        ? PaddedSequences.Encode(path, sequences, row => Place(lines[row], columns.Sequence))
        : new FloatInputs(CollectionsMarshal.AsSpan(values).ToArray(), [columns.Features.Length],
            [.. columns.Features.Select(column => columns.Header[column])]);

    private string Dna(TextTable row)
    {
        var sequence = row.Text(columns.Sequence);
        return sequence.Length == 0
            ? throw Wrong(row.Line, columns.Sequence, "the sequence is empty", "Remove the row or add its sequence")
            : PaddedSequences.Strange(sequence) is { } letter
            ? throw Wrong(row.Line, columns.Sequence, $"'{letter}' is not a nucleotide", PaddedSequences.Letters)
            : sequence;
    }

    private string Place(long line, int? column) => column is { } index ? $"line {line}, column {columns.Header[index]}" : $"line {line}";

    private DataFormatException Wrong(long line, int? column, string problem, string cure) => new(path, Place(line, column), problem, cure);
}
