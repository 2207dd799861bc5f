using System.Globalization;
using CsvHelper;

namespace Orchestrator.Models.Data.Writers;

/// <summary>Writes data sets in formats that <see cref="DataSetFormats"/> reads.</summary>
public static class DataSetWriter
{
    /// <summary>Writes sequences of classes as FASTA, marks of genes as npz, sparse rows as CSR with tables beside it, and anything else as
    /// CSV.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="folder">An existing folder; files of the same names are replaced.</param>
    /// <param name="name">Name of the data file, without its ending.</param>
    public static WrittenData Write(DataSet data, string folder, string name)
    {
        switch (data.Inputs, data.Targets)
        {
            case (SequenceInputs sequences, ClassTargets classes):
                File.WriteAllLines(Path.Combine(folder, name + ".fasta"), Enumerable.Range(0, data.Rows)
                    .SelectMany(row =>
                        new[] { $">{data.RowNames[row]} label={classes.Names[classes.Classes[row]]}", Text(sequences, row) }));
                return new(name + ".fasta", "fasta", null);
            case (FloatInputs { RowShape: [_, 5] } marks, ValueTargets { Columns: 1 } expression):
                HistoneArchive.Write(Path.Combine(folder, name + ".npz"), name, marks, expression);
                return new(name + ".npz", "npz", null);
            case (SparseInputs sparse, _):
                SparseArchive.Write(Path.Combine(folder, name + ".npz"), sparse);
                Table(Path.Combine(folder, "samples.csv"), data, []);
                if (sparse.FeatureNames is { } features)
                {
                    File.WriteAllLines(Path.Combine(folder, "features.txt"), features);
                }

                return new(name + ".npz", "csr", $"labels=samples.csv#{string.Join(',', TargetNames(data))}"
                    + (sparse.FeatureNames is null ? "" : "; features=features.txt"));
            default:
                Table(Path.Combine(folder, name + ".csv"), data, InputColumns(data.Inputs));
                return new(name + ".csv", "csv", string.Join(',', TargetNames(data)));
        }
    }

    private static string[] TargetNames(DataSet data) => data.Targets is ValueTargets values ? [.. values.Names] : ["label"];

    private static (string Name, Func<int, string> Cell)[] InputColumns(Inputs inputs) => inputs switch
    {
        SequenceInputs sequences => [("sequence", row => Text(sequences, row))],
        FloatInputs numbers => [.. Enumerable.Range(0, numbers.RowLength).Select(column =>
            (numbers.RowShape.Count == 1 && numbers.FeatureNames is { } names ? names[column] : $"x{column}",
                (Func<int, string>)(row => Number(numbers.Row(row)[column]))))],
        _ => throw new NotSupportedException(inputs.GetType().Name),
    };

    private static void Table(string path, DataSet data, (string Name, Func<int, string> Cell)[] inputs)
    {
        using var text = new StreamWriter(path);
        using var csv = CsvWriter.Create(text, new CsvWriterOptions(), leaveOpen: true);
        Line(["id", .. inputs.Select(input => input.Name), .. TargetNames(data)]);
        for (var row = 0; row < data.Rows; row++)
        {
            Line([data.RowNames[row], .. inputs.Select(input => input.Cell(row)), .. Targets(data.Targets, row)]);
        }

        void Line(IEnumerable<string> cells)
        {
            foreach (var cell in cells)
            {
                csv.WriteField(cell);
            }

            csv.EndRecord();
        }
    }

    private static IEnumerable<string> Targets(Targets targets, int row) => targets switch
    {
        ClassTargets classes => [classes.Names[classes.Classes[row]]],
        ValueTargets values => Enumerable.Range(0, values.Columns)
            .Select(column => values.IsKnown(row, column) ? Number(values.Values[row * values.Columns + column]) : "NA"),
        _ => throw new NotSupportedException(targets.GetType().Name),
    };

    private static string Text(SequenceInputs sequences, int row) =>
        string.Concat(sequences.Codes(row)[..sequences.LengthOf(row)].ToArray().Select(Sequences.DnaAlphabet.Decode));

    private static string Number(float value) => value.ToString("R", CultureInfo.InvariantCulture);
}

/// <summary>Where a data set was written, in the words of a sweep file.</summary>
/// <param name="File">Name of the data file in its folder.</param>
/// <param name="Format">Its format.</param>
/// <param name="Key">Its key; null = it needs none.</param>
public sealed record WrittenData(string File, string Format, string? Key);
