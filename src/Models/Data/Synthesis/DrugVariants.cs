using Orchestrator.Contracts.Randomness;

namespace Orchestrator.Models.Data.Synthesis;

/// <summary>100 variants, each carried or not, and resistance to four drugs, each made by any of three variants; one label in seven is
/// missing.</summary>
internal sealed class DrugVariants : ISyntheticData
{
    private const int Variants = 100, Causes = 3;

    private static readonly string[] Drugs = ["rifampicin", "isoniazid", "ethambutol", "streptomycin"];

    public string Name => "variants";

    public string Summary => "100 variants of isolates, to resistance against four drugs, some of it unknown";

    public string Model => "wdnn";

    public string Metric => "auc";

    public DataSet Draw(int rows, RandomStream random)
    {
        var (carried, labels, known) = (new float[rows * Variants], new float[rows * Drugs.Length], new bool[rows * Drugs.Length]);
        for (var row = 0; row < rows; row++)
        {
            var own = carried.AsSpan(row * Variants, Variants);
            for (var variant = 0; variant < Variants; variant++)
            {
                own[variant] = random.NextInt(100) < (variant < Causes * Drugs.Length ? 15 : 5 + variant / 3) ? 1 : 0;
            }

            for (var drug = 0; drug < Drugs.Length; drug++)
            {
                var resistant = own.Slice(drug * Causes, Causes).Contains(1f) != random.NextInt(100) < 3;
                (labels[row * Drugs.Length + drug], known[row * Drugs.Length + drug]) = (resistant ? 1 : 0, random.NextInt(7) > 0);
            }
        }

        var names = Enumerable.Range(0, Variants)
            .Select(variant => variant < Causes * Drugs.Length
            ? $"{Drugs[variant / Causes]}-cause-{variant % Causes + 1}" : $"snp-{variant}");
        return new(new FloatInputs(carried, [Variants], [.. names]), new ValueTargets(labels, Drugs, known),
            SyntheticData.RowNames("isolate", rows));
    }
}
