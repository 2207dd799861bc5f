using Orchestrator.Contracts.Randomness;

namespace Orchestrator.Models.Data.Synthesis;

/// <summary>An <see cref="ArtificialTrait"/> of 200 genes, each of which half the individuals carry, as the variation models were tried
/// on.</summary>
internal sealed class TraitGenes(TraitKind kind) : ISyntheticData
{
    public string Name =>
        kind switch
        {
            TraitKind.Single => "trait-single",
            TraitKind.Pair => "trait-pair",
            TraitKind.Triplet => "trait-triplet",
            _ =>
            "trait-single-or-pair"
        };

    public string Summary => "200 genes of individuals, kept sparse, to a trait that " + kind switch
    {
        TraitKind.Single => "one gene makes",
        TraitKind.Pair => "two genes make together",
        TraitKind.Triplet => "three genes make together",
        _ => "one gene makes, or two others together",
    };

    public string Model => "variation";

    public string Metric => "accuracy";

    public DataSet Draw(int rows, RandomStream random) =>
        ArtificialTrait.Generate(kind, rows, 200, 0.5, 0.45, 0.55, random.NextUInt64()).Data;
}
