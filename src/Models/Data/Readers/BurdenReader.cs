using System.Globalization;
using System.Runtime.InteropServices;
using CsvHelper;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Models.Data.Files;
using Utf8CsvReader = CsvHelper.CsvReader;

namespace Orchestrator.Models.Data.Readers;

/// <summary>
/// Gene burdens as the LRCN papers hand them on (<c>gene_data.csv</c>): no header, an isolate's identifier, then one count a gene. Labels
/// are joined by the identifier: <c>key: labels=labels.csv; features=genes.txt</c>; a label other than 0 and 1 is missing.
/// </summary>
public sealed class BurdenReader : IScoringReader
{
    /// <inheritdoc />
    public string Format => "burden";

    /// <inheritdoc />
    public string Summary => "A table without a header, identifier then counts; key: labels=FILE#COLUMNS; features=FILE";

    /// <inheritdoc />
    public IReadOnlyList<string> Files(DataDefinition definition) => DataKey.Parse(definition).Files;

    /// <inheritdoc />
    public DataSet Read(DataDefinition definition) => Read(definition, DataKey.Parse(definition));

    /// <inheritdoc />
    public DataSet ReadToScore(DataDefinition definition, TrainedColumns trained) =>
        Read(definition, DataKey.Parse(definition, trained.Labelled));

    private static DataSet Read(DataDefinition definition, DataKey key)
    {
        var (names, values) = (new List<string>(), new List<float>());
        var width = 0;
        using var stream = DataSource.OpenTable(definition.Path);
        using var reader =
            Utf8CsvReader.Create(stream, new CsvReaderOptions { HasHeader = false, TrackLineNumbers = true }, leaveOpen: true);
        while (reader.Read())
        {
            if (width == 0)
            {
                width = reader.FieldCount - 1;
            }

            if (width == 0 || reader.FieldCount != width + 1)
            {
                throw Wrong(reader.LineNumber, $"{reader.FieldCount} cells; the first line has {width + 1}",
                    "Write an identifier and one count a gene on every line");
            }

            names.Add(reader.GetString(0));
            for (var column = 1; column <= width; column++)
            {
                if (!float.TryParse(reader.GetSpan(column), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                    || !float.IsFinite(value))
                {
                    throw Wrong(reader.LineNumber, $"'{reader.GetString(column)}' in column {column + 1} is not a finite number",
                        "Write a count; the format has no header");
                }

                values.Add(value);
            }
        }

        if (names.Count == 0)
        {
            throw new DataFormatException(definition.Path, null, "the file is empty", "Check that it is the file you mean");
        }

        var (targets, _) = LabelFile.Read(definition.Path, key, names, names.Count);
        return new(new FloatInputs(CollectionsMarshal.AsSpan(values).ToArray(), [width], key.FeatureNames(width)), targets, names);

        DataFormatException Wrong(long line, string problem, string cure) => new(definition.Path, $"line {line}", problem, cure);
    }
}
