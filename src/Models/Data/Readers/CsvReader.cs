using Orchestrator.Contracts.Definitions;
using Orchestrator.Models.Data.Text;

namespace Orchestrator.Models.Data.Readers;

/// <summary>
/// A table with a header, separated by commas, tabs or semicolons. The key names the label column (left out: <c>label</c>, or else the
/// last); several names separated by commas are several targets, of which any may be missing. A first column called <c>id</c>,
/// <c>name</c>, <c>sample</c> or <c>sample_id</c>, without a name, or without any number, names the rows. A column <c>sequence</c> of DNA
/// is the input alone; otherwise all other columns are, as numbers. The labels may stand in a file of their own:
/// <c>key: labels=FILE#COLUMN</c> (<see cref="DataKey"/>). The table may be plain, gzipped or alone in a zip archive.
/// </summary>
public sealed class CsvReader : IScoringReader
{
    /// <inheritdoc />
    public string Format => "csv";

    /// <inheritdoc />
    public bool ReadsGroups => true;

    /// <inheritdoc />
    public string Summary =>
        "A table with a header, comma or tab separated; key: the label column, several separated by commas, or labels=FILE#COLUMN";

    /// <inheritdoc />
    public IReadOnlyList<string> Files(DataDefinition definition) =>
        DataKey.IsOne(definition) ? DataKey.Parse(definition).Files : [definition.Path];

    /// <inheritdoc />
    public DataSet Read(DataDefinition definition) => Read(definition, null);

    /// <inheritdoc />
    public DataSet ReadToScore(DataDefinition definition, TrainedColumns trained) => Read(definition, trained);

    private static DataSet Read(DataDefinition definition, TrainedColumns? trained)
    {
        using var lines = TextTable.Open(definition.Path);
        if (!lines.Read())
        {
            throw new DataFormatException(definition.Path, "line 2", "there is no row under the header",
                "Check that it is the file you mean");
        }

        var (header, first) = (lines.Header, lines.Text(0));
        var columns = trained is null ? CsvColumns.Of(definition, header, first) : ScoredColumns.Of(definition, header, first, trained);
        var table = new CsvTable(definition.Path, columns, mayLackLabels: trained?.Labelled == false);
        do
        {
            table.Add(lines);
        }
        while (lines.Read());
        return DataKey.IsOne(definition) ? table.ToDataSet(DataKey.Parse(definition, trained?.Labelled ?? true)) : table.ToDataSet();
    }
}
