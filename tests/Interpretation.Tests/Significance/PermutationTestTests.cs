using Orchestrator.Contracts.Randomness;
using Orchestrator.Interpretation.Significance;
using Orchestrator.Interpretation.Tests.Trained;
using Orchestrator.Models.Data;
using Orchestrator.Models.Data.Synthesis;
using Orchestrator.Models.Folds;

namespace Orchestrator.Interpretation.Tests.Significance;

public sealed class PermutationTestTests
{
    [Fact]
    public void P_counts_the_permuted_runs_whose_largest_score_is_as_large()
    {
        // Means are 1, so that scores are multiples of them.
        double[] actual = [2.5, 1.2, 0.3, 0];
        double[][] permuted = [[2, 1, 1, 0], [1, 1, 1, 1], [3, 0.5, 0.5, 0]];

        var results = PermutationTest.Of(actual, permuted);

        results.Select(result => result.Input).ShouldBe([0, 1, 2, 3]);
        results.Select(result => result.PValue).ShouldBe([2 / 4.0, 3 / 4.0, 1, 1]);
        // As high as 2.5: 1 of 12, a third a run, against 1; as high as 1.2: 2/3 against 2; as high as 0.3: 10/3 against 3.
        results[0].QValue.ShouldBe(1 / 3.0, 1e-9);
        results[1].QValue.ShouldBe(1 / 3.0, 1e-9);
        results[2].QValue.ShouldBe(1);
    }

    [Fact]
    public void A_run_on_another_scale_is_comparable()
    {
        double[] actual = [10, 1, 1, 1, 1, 1];
        double[][] permuted = [.. Enumerable.Range(0, 19).Select(run => new double[] { 900, 1000, 1100, 1000, 900, 1100 })];

        PermutationTest.Of(actual, permuted)[0].PValue.ShouldBe(0.05);
    }

    [Fact]
    public void Inputs_without_a_score_take_no_part()
    {
        var results = PermutationTest.Of([double.NaN, 3, 1], [[double.NaN, 1, 1]]);

        results.Select(result => result.Input).ShouldBe([1, 2]);
    }

    [Theory]
    [InlineData(0.05, 19)]
    [InlineData(0.1, 9)]
    [InlineData(0.01, 99)]
    public void A_level_takes_so_many_runs(double level, int runs) => PermutationTest.FewestRuns(level).ShouldBe(runs);

    [Fact]
    public void Nothing_to_compare_with_is_refused() =>
        Should.Throw<ArgumentException>(() => PermutationTest.Of([1, 2], [[1, 2, 3]])).Message.ShouldContain("of 2 inputs");

    /// <summary>Scores that are drawn alike: 400 results at level 0.05 are wrong 20 times, and beyond 20 + 4 x 4.4 with chance
    /// 3e-5.</summary>
    [Fact]
    public void Scores_of_noise_stay_at_the_level()
    {
        var random = new RandomStream(9);
        var discoveries = 0;
        for (var result = 0; result < 400; result++)
        {
            var runs = Enumerable.Range(0, 20)
                .Select(_ => Enumerable.Range(0, 50).Select(_ => Math.Abs(random.NextNormal())).ToArray()).ToArray();
            discoveries += PermutationTest.Of(runs[0], runs[1..])[0].PValue <= PermutationTest.UsualLevel ? 1 : 0;
        }

        discoveries.ShouldBeInRange(3, 37);
    }

    /// <summary>The same with networks that are trained on noise: of 40 sets of data at level 0.1, 4 are expected.</summary>
    [Fact]
    public void Networks_trained_on_noise_stay_at_the_level()
    {
        var discoveries = 0;
        for (var set = 0; set < 40; set++)
        {
            discoveries += LeastP(Noise((ulong)set), PermutationTest.FewestRuns(0.1)) <= 0.1 ? 1 : 0;
        }

        discoveries.ShouldBeInRange(0, 11); // 12 or more have a chance of 4e-4
    }

    [Fact]
    public void A_planted_gene_is_significant()
    {
        var trait = ArtificialTrait.Generate(TraitKind.Single, 300, 30, 0.5, 0.45, 0.55, seed: 12);

        var results = Results(trait.Data, PermutationTest.FewestRuns(PermutationTest.UsualLevel));

        results[0].Input.ShouldBe(trait.Planted[0]);
        results[0].PValue.ShouldBe(0.05, 1e-9);
        results[0].QValue.ShouldBe(0);
        results.Count(result => result.PValue <= 0.05).ShouldBe(1);
    }

    [Fact]
    public void Permuted_labels_are_the_same_labels_within_each_set()
    {
        var data = Noise(1);
        int[][] sets = [[.. Enumerable.Range(0, 50)], [.. Enumerable.Range(50, 40)]];
        var before = ((ClassTargets)data.Targets).Classes;

        var permuted = LabelPermutation.Permute(data, sets, seed: 1, round: 0);

        var after = ((ClassTargets)permuted.Targets).Classes;
        after.ShouldNotBe(before);
        after[..50].Sum().ShouldBe(before[..50].Sum());
        after[50..90].Sum().ShouldBe(before[50..90].Sum());
        after[90..].ShouldBe(before[90..]);
        permuted.Inputs.ShouldBeSameAs(data.Inputs);
        ((ClassTargets)LabelPermutation.Permute(data, sets, 1, 0).Targets).Classes.ShouldBe(after);
        ((ClassTargets)LabelPermutation.Permute(data, sets, 1, 1).Targets).Classes.ShouldNotBe(after);
    }

    private static double LeastP(DataSet data, int runs) => Results(data, runs)[0].PValue;

    private static IReadOnlyList<SignificantInput> Results(DataSet data, int runs)
    {
        int[] all = [.. Enumerable.Range(0, data.Rows)];
        return PermutationTest.Of(Scores(data),
            [.. Enumerable.Range(0, runs).Select(run => Scores(LabelPermutation.Permute(data, [all], seed: 5, run)))]);
    }

    private static double[] Scores(DataSet data)
    {
        using var fold = TrainedTrait.Train(data, "linear", steps: 15, rate: 0.1);
        return Folds.Ask(fold, "saliency", ("rows", 16)).Scores.Column(0);
    }

    private static DataSet Noise(ulong seed)
    {
        var drawn = ArtificialTrait.Generate(TraitKind.Single, 100, 30, 0.5, 0.4, 0.6, seed).Data;
        var random = new RandomStream(seed + 1000);
        return new(drawn.Inputs, new ClassTargets([.. Enumerable.Range(0, 100).Select(_ => random.NextInt(2))], ["absent", "present"]),
            drawn.RowNames);
    }
}
