using Orchestrator.Models.Data;
using Orchestrator.Models.Data.Synthesis;

namespace Orchestrator.Models.Tests.Data.Synthesis;

public class ArtificialTraitTests
{
    [Theory]
    [InlineData(TraitKind.Single, 1, 0.5)]
    [InlineData(TraitKind.Pair, 2, 0.25)]
    [InlineData(TraitKind.Triplet, 3, 0.125)]
    [InlineData(TraitKind.SingleOrPair, 3, 0.625)]
    public void The_trait_follows_from_the_planted_genes(TraitKind kind, int planted, double share)
    {
        var trait = ArtificialTrait.Generate(kind, 4000, 40, 0.5, 0.001, 0.05, seed: 3);
        trait.Planted.Distinct().Count().ShouldBe(planted);
        var (inputs, targets) = ((SparseInputs)trait.Data.Inputs, (ClassTargets)trait.Data.Targets);
        for (var row = 0; row < trait.Data.Rows; row++)
        {
            var has = trait.Planted.Select(gene => inputs.ColumnsOf(row).Contains(gene)).ToArray();
            targets.Classes[row].ShouldBe((kind == TraitKind.SingleOrPair ? has[0] || (has[1] && has[2]) : has.All(held => held)) ? 1 : 0);
        }

        (targets.Counts()[1] / 4000.0).ShouldBe(share, 0.04); // 5 standard deviations
        var counts = inputs.CountColumns([.. Enumerable.Range(0, 4000)]);
        for (var gene = 0; gene < 40; gene++)
        {
            if (trait.Planted.Contains(gene))
            {
                (counts[gene] / 4000.0).ShouldBe(0.5, 0.04);
            }
            else
            {
                counts[gene].ShouldBeLessThan(280);
            }
        }
    }

    [Fact]
    public void The_seed_decides()
    {
        static int[] Classes(ulong seed) =>
            ((ClassTargets)ArtificialTrait.Generate(TraitKind.Pair, 100, 10, 0.5, 0.1, 0.2, seed).Data.Targets).Classes;
        Classes(1).ShouldBe(Classes(1));
        Classes(1).ShouldNotBe(Classes(2));
    }

    [Fact]
    public void A_trait_that_nobody_has_is_refused() =>
        Should.Throw<ArgumentException>(() =>
            ArtificialTrait.Generate(TraitKind.Triplet, 50, 10, 0.001, 0.1, 0.2, 1)).Message.ShouldContain("0 of 50");
}
