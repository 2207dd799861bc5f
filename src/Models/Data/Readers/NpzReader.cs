using Orchestrator.Contracts.Definitions;
using Orchestrator.Models.Data.Numpy;

namespace Orchestrator.Models.Data.Readers;

/// <summary>
/// Histone marks around genes and the genes' expression: one array a cell type, (genes, bins, 7), whose last dimension is gene
/// identifier, five marks and expression, the first and the last repeated over the bins. The key names the cell type. Expression that was
/// withheld, as of a contest's test genes, may stand in an archive of its own, (genes) a cell type: <c>key: E123; truth=FILE</c>, where
/// the array of marks has six columns.
/// </summary>
public sealed class NpzReader : IScoringReader
{
    private const int Columns = 7;
    private const string Truth = "truth=";

    /// <summary>The marks in DeepChrome's order (Singh et al. 2016, Bioinformatics 32:i639).</summary>
    private static readonly string[] Marks = ["H3K4me3", "H3K4me1", "H3K36me3", "H3K9me3", "H3K27me3"];

    /// <inheritdoc />
    public string Format => "npz";

    /// <inheritdoc />
    public string Summary => "Histone marks and expression, one (genes, bins, 7) array a cell type; key: the cell type; truth=FILE";

    /// <inheritdoc />
    public IReadOnlyList<string> Files(DataDefinition definition) =>
        KeyOf(definition).Truth is { } truth ? [definition.Path, truth] : [definition.Path];

    /// <inheritdoc />
    public DataSet Read(DataDefinition definition) => Read(definition, labelled: true);

    /// <inheritdoc />
    public DataSet ReadToScore(DataDefinition definition, TrainedColumns trained) => Read(definition, trained.Labelled);

    private static DataSet Read(DataDefinition definition, bool labelled)
    {
        using var archive = new NpzArchive(definition.Path);
        var (named, truthFile) = KeyOf(definition);
        var key = named ?? archive.Keys[0];
        var array = archive.Read(key);
        var unlabelled = !labelled && truthFile is null && array.Shape is [_, _, Columns - 1];
        var columns = truthFile is null && !unlabelled ? Columns : Columns - 1;
        if (array.Shape is not [> 0, > 0, _] || array.Shape[2] != columns)
        {
            throw new DataFormatException(definition.Path, $"array {key}", $"the shape is {array.ShapeText}",
                truthFile is null && array.Shape is [_, _, Columns - 1]
                    ? "Without the expression column it can be predicted on, not trained on: name the training file"
                    : $"It is (genes, bins, {columns}): gene identifier, five marks{(truthFile is null ? ", expression" : "")}");
        }

        var genes = array.Shape[0];
        var truth = unlabelled ? new float[genes] : truthFile is null ? null : Expression(truthFile, key, genes);
        var set = Separate(array.ToSingles(), genes, array.Shape[1], truth, (row, what) =>
            new DataFormatException(definition.Path, $"array {key}, row {row}", what,
                "Repeat the gene's identifier and expression in every bin"));
        var inputs = (FloatInputs)set.Inputs;
        FiniteNumbers.Require(definition.Path, inputs.Values, inputs.RowLength,
            place => $"bin {place / Marks.Length}, {Marks[place % Marks.Length]}", key);
        return unlabelled ? new(set.Inputs, new UnknownTargets(genes), set.RowNames) : set;
    }

    private static (string? Cell, string? Truth) KeyOf(DataDefinition definition)
    {
        var parts = (definition.Key ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var truth = parts.FirstOrDefault(part => part.StartsWith(Truth, StringComparison.Ordinal))?[Truth.Length..];
        return (parts.FirstOrDefault(part => !part.StartsWith(Truth, StringComparison.Ordinal)),
            truth is null ? null : Path.Combine(Path.GetDirectoryName(definition.Path) ?? "", truth));
    }

    private static float[] Expression(string path, string key, int genes)
    {
        using var archive = new NpzArchive(path);
        var array = archive.Read(key);
        return array.Shape is [var count] && count == genes
            ? Known(array.ToSingles())
            : throw new DataFormatException(path, $"array {key}", $"the shape is {array.ShapeText}",
                $"Write one number for each of the {genes} genes");

        float[] Known(float[] values) => FiniteNumbers.FirstOther(values) is >= 0 and var gene
            ? throw new DataFormatException(path, $"array {key}, gene {gene} (counted from 0)", "the expression is missing or infinite",
                "Take the gene out of both archives, or write its expression")
            : values;
    }

    private static DataSet Separate(float[] values, int genes, int bins, float[]? truth, Func<int, string, Exception> wrong)
    {
        const int Width = Columns - 2;
        var columns = truth is null ? Columns : Columns - 1;
        var marks = GC.AllocateUninitializedArray<float>(genes * bins * Width);
        var expression = new float[genes];
        var names = new string[genes];
        for (var gene = 0; gene < genes; gene++)
        {
            var row = values.AsSpan(gene * bins * columns, bins * columns);
            var target = marks.AsSpan(gene * bins * Width, bins * Width);
            var (identifier, level) = (row[0], truth is null ? row[columns - 1] : truth[gene]);
            for (int from = 0, to = 0; from < row.Length; from += columns, to += Width)
            {
                if (row[from] != identifier)
                {
                    throw wrong(gene, "the first column, the gene's identifier, differs between bins or is not a number");
                }

                if (truth is null && row[from + Columns - 1] != level)
                {
                    throw wrong(gene, "the last column, the expression, differs between bins or is not a number");
                }

                row.Slice(from + 1, Width).CopyTo(target[to..]);
            }

            expression[gene] = float.IsFinite(level)
                ? level
                : throw wrong(gene, $"the expression of gene {identifier.ToString("R", null)} is "
                    + $"{(float.IsNaN(level) ? "missing" : "infinite")}");
            names[gene] = identifier.ToString("R", null);
        }

        return new(new FloatInputs(marks, [bins, Width], Marks), new ValueTargets(expression, ["expression"]), names);
    }
}
