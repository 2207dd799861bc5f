using System.Runtime.InteropServices;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Models.Data.Text;

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
        using var table = TextTable.OpenWithoutHeader(definition.Path);
        while (table.Read())
        {
            if (width == 0)
            {
                width = table.Count - 1;
            }

            if (width == 0 || table.Count != width + 1)
            {
                throw Wrong(table.Line, $"{table.Count} cells; the first line has {width + 1}",
                    "Write an identifier and one count a gene on every line");
            }

            names.Add(table.Text(0));
            for (var column = 1; column <= width; column++)
            {
                if (!table.TryNumber(column, out var value))
                {
                    var cell = table.Text(column);
                    throw Wrong(table.Line, $"{Cells.NotANumber(cell)}, in column {column + 1}",
                        Cells.CureOf(cell, "Write a count; the format has no header"));
                }

                values.Add(value);
            }
        }

        if (names.Count == 0)
        {
            throw new DataFormatException(definition.Path, null, "the file is empty", "Check that it is the file you mean");
        }

        var labels = LabelFile.Read(definition.Path, key, names, names.Count);
        return new(new FloatInputs(CollectionsMarshal.AsSpan(values).ToArray(), [width], key.FeatureNames(width)), labels.Targets, names,
            remarks: labels.Remarks);

        DataFormatException Wrong(long line, string problem, string cure) => new(definition.Path, $"line {line}", problem, cure);
    }
}
