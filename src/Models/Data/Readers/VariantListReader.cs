using Orchestrator.Contracts.Definitions;
using Orchestrator.Models.Data.Text;

namespace Orchestrator.Models.Data.Readers;

/// <summary>
/// One line for each variant that a sample carries: <c>sample,variant</c> under a header of those or other names, separated by commas or
/// tabs. The rows are those of the label table, in its order, so that a sample without a variant is a row of zeros:
/// <c>key: labels=samples.csv#resistant</c>.
/// </summary>
public sealed class VariantListReader : IScoringReader
{
    /// <inheritdoc />
    public string Format => "variants";

    /// <inheritdoc />
    public string Summary => "A list of sample,variant lines, kept sparse; key: labels=FILE#COLUMN";

    /// <inheritdoc />
    public bool NamesWhatIsThere => true;

    /// <inheritdoc />
    public IReadOnlyList<string> Files(DataDefinition definition) => DataKey.Parse(definition).Files;

    /// <inheritdoc />
    public DataSet Read(DataDefinition definition)
    {
        var labels = LabelFile.Read(definition.Path, DataKey.Parse(definition), null, null);
        var rowOf = labels.Names.Index().ToDictionary(sample => sample.Item, sample => sample.Index);
        var inputs = Collect(definition, sample => rowOf.TryGetValue(sample, out var row) ? row : null, () => labels.Names.Count);
        return new(inputs, labels.Targets, labels.Names, remarks: labels.Remarks);
    }

    /// <inheritdoc />
    public DataSet ReadToScore(DataDefinition definition, TrainedColumns trained)
    {
        if (DataKey.Parse(definition, trained.Labelled).Labels is not null)
        {
            return Read(definition);
        }
        // Nobody lists the samples: they are those that carry something, in the order in which they come.
        var rowOf = new OrderedDictionary<string, int>();
        var inputs = Collect(definition, sample => rowOf.TryAdd(sample, rowOf.Count) ? rowOf.Count - 1 : rowOf[sample], () => rowOf.Count);
        return new(inputs, new UnknownTargets(rowOf.Count), [.. rowOf.Keys]);
    }

    private static SparseInputs Collect(DataDefinition definition, Func<string, int?> rowOf, Func<int> count)
    {
        var carried = new List<(int Row, string Variant)>();
        using var table = TextTable.Open(definition.Path, pooled: true);
        if (table.Header.Length != 2)
        {
            throw new DataFormatException(definition.Path, "line 1", $"{table.Header.Length} columns",
                "Write a sample and a variant on every line, under a header");
        }

        while (table.Read())
        {
            var (sample, variant) = (table.Text(0), table.Text(1));
            if (sample == table.Header[0])
            {
                throw new DataFormatException(definition.Path, "line 1",
                    $"the line looks like data: '{sample}' stands on line {table.Line} as well", "Write a header above it");
            }

            if (sample.Length == 0 || variant.Length == 0)
            {
                throw Wrong(sample.Length == 0 ? "the sample has no name" : "the variant has no name",
                    "Write a sample and a variant on every line");
            }

            if (rowOf(sample) is not { } row)
            {
                throw Wrong($"the sample '{sample}' is not in the label table", "Add its label, or take its variants out");
            }

            carried.Add((row, variant));
        }

        var rows = new SparseRows(count());
        foreach (var (row, variant) in carried)
        {
            rows.Add(row, rows.Column(variant));
        }

        return rows.IsEmpty
            ? throw new DataFormatException(definition.Path, null, "the file holds no variant",
                "Write a header and a line for each variant of each sample")
            : rows.ToInputs();

        DataFormatException Wrong(string problem, string cure) => new(definition.Path, $"line {table.Line}", problem, cure);
    }
}
