using Orchestrator.Contracts.Randomness;

namespace Orchestrator.Models.Data.Synthesis;

/// <summary>Numbers of mutations in 120 genes, and resistance to five drugs: to each where three neighbouring genes together have three or
/// more; one label in seven is missing.</summary>
internal sealed class GeneBurdens : ISyntheticData
{
    private const int Genes = 120, Neighbours = 3;

    private static readonly string[] Drugs = ["STR", "RIF", "PZA", "INH", "EMB"];

    public string Name => "burden";

    public string Summary => "mutations in each of 120 genes of isolates, to resistance against five drugs, some of it unknown";

    public string Model => "lrcn";

    public string Metric => "accuracy";

    public DataSet Draw(int rows, RandomStream random)
    {
        var (counts, labels, known) = (new float[rows * Genes], new float[rows * Drugs.Length], new bool[rows * Drugs.Length]);
        for (var row = 0; row < rows; row++)
        {
            var own = counts.AsSpan(row * Genes, Genes);
            for (var gene = 0; gene < Genes; gene++)
            {
                while (own[gene] < 6 && random.NextInt(5) < 2)
                {
                    own[gene]++;
                }
            }

            for (var drug = 0; drug < Drugs.Length; drug++)
            {
                var burden = 0f;
                foreach (var count in own.Slice(First(drug), Neighbours))
                {
                    burden += count;
                }

                (labels[row * Drugs.Length + drug], known[row * Drugs.Length + drug]) = (burden >= 3 ? 1 : 0, random.NextInt(7) > 0);
            }
        }

        return new(new FloatInputs(counts, [Genes], [.. Enumerable.Range(0, Genes).Select(gene => $"gene-{gene}")]),
            new ValueTargets(labels, Drugs, known), SyntheticData.RowNames("isolate", rows));
    }

    private static int First(int drug) => 8 + drug * (Genes / Drugs.Length);
}
