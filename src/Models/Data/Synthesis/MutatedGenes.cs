using Orchestrator.Contracts.Randomness;

namespace Orchestrator.Models.Data.Synthesis;

/// <summary>Which of 300 genes are mutated in tumours of six types: every type has four drivers, mutated in half its tumours, others in
/// three of a hundred.</summary>
internal sealed class MutatedGenes : ISyntheticData
{
    private const int Genes = 300, Drivers = 4;

    private static readonly string[] Types = ["BRCA", "COAD", "GBM", "LUAD", "SKCM", "THCA"];

    public string Name => "tumours";

    public string Summary => "mutated genes of tumours, kept sparse, to the type of tumour";

    public string Model => "mlp";

    public string Metric => "accuracy";

    public DataSet Draw(int rows, RandomStream random)
    {
        var (starts, columns, labels) = (new int[rows + 1], new List<int>(), new string[rows]);
        for (var row = 0; row < rows; row++)
        {
            var type = random.NextInt(Types.Length);
            for (var gene = 0; gene < Genes; gene++)
            {
                if (random.NextInt(100) < (gene / Drivers == type ? 50 : 3))
                {
                    columns.Add(gene);
                }
            }

            (labels[row], starts[row + 1]) = (Types[type], columns.Count);
        }

        var names = Enumerable.Range(0, Genes)
            .Select(gene => gene < Drivers * Types.Length ? $"{Types[gene / Drivers]}-driver-{gene % Drivers + 1}" : $"gene-{gene}");
        return new(new SparseInputs(starts, [.. columns], null, Genes, [.. names]), ClassTargets.FromLabels(labels),
            SyntheticData.RowNames("tumour", rows));
    }
}
