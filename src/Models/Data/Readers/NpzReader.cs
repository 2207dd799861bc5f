using Orchestrator.Contracts.Sweeps;
using Orchestrator.Models.Data.Numpy;

namespace Orchestrator.Models.Data.Readers;

/// <summary>
/// Histone marks around genes and the genes' expression: one array a cell type, (genes, bins, 7), whose last dimension is gene
/// identifier, five marks and expression, the first and the last repeated over the bins. The key names the cell type.
/// </summary>
public sealed class NpzReader : IDataSetReader
{
    private const int Columns = 7;

    /// <summary>The marks in DeepChrome's order (Singh et al. 2016, Bioinformatics 32:i639).</summary>
    private static readonly string[] Marks = ["H3K4me3", "H3K4me1", "H3K36me3", "H3K9me3", "H3K27me3"];

    /// <inheritdoc />
    public string Format => "npz";

    /// <inheritdoc />
    public string Summary => "Histone marks and expression, one (genes, bins, 7) array a cell type; key: the cell type";

    /// <inheritdoc />
    public DataSet Read(DataDefinition definition)
    {
        using var archive = new NpzArchive(definition.Path);
        var key = definition.Key ?? archive.Keys[0];
        var array = archive.Read(key);
        if (array.Shape is not [> 0, > 0, Columns])
        {
            throw new DataFormatException(definition.Path, $"array {key}", $"the shape is {array.ShapeText}",
                array.Shape is [_, _, Columns - 1]
                    ? "Without the expression column it can be predicted on, not trained on: name the training file"
                    : "Training data is (genes, bins, 7): gene identifier, five marks, expression");
        }

        return Separate(array.ToSingles(), array.Shape[0], array.Shape[1], (row, what) =>
            new DataFormatException(definition.Path, $"array {key}, row {row}", what, "Repeat the gene's identifier and expression in every bin"));
    }

    private static DataSet Separate(float[] values, int genes, int bins, Func<int, string, Exception> wrong)
    {
        const int Width = Columns - 2;
        var marks = GC.AllocateUninitializedArray<float>(genes * bins * Width);
        var expression = new float[genes];
        var names = new string[genes];
        for (var gene = 0; gene < genes; gene++)
        {
            var row = values.AsSpan(gene * bins * Columns, bins * Columns);
            var target = marks.AsSpan(gene * bins * Width, bins * Width);
            var (identifier, level) = (row[0], row[Columns - 1]);
            for (int from = 0, to = 0; from < row.Length; from += Columns, to += Width)
            {
                if (row[from] != identifier) throw wrong(gene, "the first column, the gene's identifier, differs between bins");
                if (row[from + Columns - 1] != level) throw wrong(gene, "the last column, the expression, differs between bins or is not a number");
                row.Slice(from + 1, Width).CopyTo(target[to..]);
            }

            expression[gene] = level;
            names[gene] = identifier.ToString("R", null);
        }

        return new(new FloatInputs(marks, [bins, Width], Marks), new ValueTargets(expression, ["expression"]), names);
    }
}
