using CsvHelper;
using Orchestrator.Contracts.Sweeps;
using Orchestrator.Models.Data.Files;
using Utf8CsvReader = CsvHelper.CsvReader;

namespace Orchestrator.Models.Data.Readers;

/// <summary>
/// One line for each variant that a sample carries: <c>sample,variant</c> under a header of those or other names, separated by commas or
/// tabs. The rows are those of the label table, in its order, so that a sample without a variant is a row of zeros:
/// <c>key: labels=samples.csv#resistant</c>.
/// </summary>
public sealed class VariantListReader : IDataSetReader
{
    /// <inheritdoc />
    public string Format => "variants";

    /// <inheritdoc />
    public string Summary => "A list of sample,variant lines, kept sparse; key: labels=FILE#COLUMN";

    /// <inheritdoc />
    public IReadOnlyList<string> Files(DataDefinition definition) => DataKey.Parse(definition).Files;

    /// <inheritdoc />
    public DataSet Read(DataDefinition definition)
    {
        var (targets, samples) = LabelFile.Read(definition.Path, DataKey.Parse(definition), null, null);
        var rowOf = samples.Index().ToDictionary(sample => sample.Item, sample => sample.Index);
        var rows = new SparseRows(samples.Count);
        using var stream = DataSource.OpenTable(definition.Path);
        using var reader = Utf8CsvReader.Create(stream, new CsvReaderOptions { HasHeader = false, TrackLineNumbers = true, PoolStrings = true }, leaveOpen: true);
        reader.Read(); // the header
        while (reader.Read())
        {
            if (reader.FieldCount != 2) throw Wrong($"{reader.FieldCount} cells", "Write a sample and a variant on every line");
            var (sample, variant) = (reader.GetString(0), reader.GetString(1));
            if (!rowOf.TryGetValue(sample, out var row)) throw Wrong($"the sample '{sample}' is not in the label table", "Add its label, or take its variants out");
            rows.Add(row, rows.Column(variant));
        }

        return rows.IsEmpty
            ? throw new DataFormatException(definition.Path, null, "the file holds no variant", "Write a header and a line for each variant of each sample")
            : new(rows.ToInputs(), targets, samples);

        DataFormatException Wrong(string problem, string cure) => new(definition.Path, $"line {reader.LineNumber}", problem, cure);
    }
}
