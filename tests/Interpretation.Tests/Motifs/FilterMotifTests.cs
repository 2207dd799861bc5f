using Orchestrator.Interpretation.Methods;
using Orchestrator.Interpretation.Motifs;
using Orchestrator.Models.Architectures;
using Orchestrator.Models.Data;
using static TorchSharp.torch;
using Conv1d = Orchestrator.Models.Torch.Layers.Conv1d;

namespace Orchestrator.Interpretation.Tests.Motifs;

/// <summary>Filters whose weights are known look for what the weights say.</summary>
public sealed class FilterMotifTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_filter_counts_the_subsequences_that_it_is_active_on(bool same)
    {
        // Filter 0: one point for each of A C G. Filter 1: never active.
        using var fold = Fold(same, ["TTACGTT", "ACGTTTT", "TTTACTT", "TTTTTTT"]);

        var motifs = FilterMotifs.Of(fold);

        motifs.Count.ShouldBe(2);
        (motifs[0].Filter, motifs[0].LargestActivation).ShouldBe((0, 3));
        var motif = motifs[0].Motif.ShouldNotBeNull();
        motif.Sites.ShouldBe(3); // ACG twice, and ACT with 2 of at most 3; nothing else has more than 1.5
        motif.Consensus.ShouldBe("ACG");
        motif[2].ToArray().ShouldBe([0, 0, 2 / 3.0, 1 / 3.0], 1e-9);
        motifs[1].Motif.ShouldBeNull();
        motifs[1].LargestActivation.ShouldBeLessThanOrEqualTo(0);
    }

    [Fact]
    public void Of_each_row_the_best_may_count_alone()
    {
        using var fold = Fold(true, ["ACGACGACG", "TTTTTTACT"]);

        FilterMotifs.Of(fold)[0].Motif!.Sites.ShouldBe(4);
        FilterMotifs.Of(fold, bestOfEachRow: true)[0].Motif!.Sites.ShouldBe(2);
        FilterMotifs.Of(fold, threshold: 0.9)[0].Motif!.Sites.ShouldBe(3);
        FilterMotifs.Of(fold, rows: [1])[0].Motif!.Sites.ShouldBe(1);
    }

    [Fact]
    public void Networks_without_such_filters_are_refused()
    {
        using var fold = Folds.Of(Folds.Dense(new float[,] { { 1, 2 } }), Folds.Numbers(new float[,] { { 1, 2 } }), TaskKind.Values, 1);

        Should.Throw<MethodRefusedException>(() => FilterMotifs.Of(fold)).Message.ShouldContain("no convolution reads its rows as DNA");
    }

    private static Interpretation.Networks.InterpretedFold Fold(bool same, string[] rows)
    {
        var convolution = new Conv1d(4, 2, 3, same);
        using (no_grad())
        {
            using var weights = zeros(2, 4, 3);
            for (var position = 0; position < 3; position++)
            {
                weights[0, position, position] = 1; // A, C, G
            }

            weights[1] = -1;
            convolution.get_parameter("weight")!.copy_(weights);
            convolution.get_parameter("bias")!.zero_();
        }

        var length = rows[0].Length - (same ? 0 : 2);
        var data = new DataSet(SequenceInputs.Encode(rows), new ValueTargets(new float[rows.Length], ["y"]), rows);
        return Folds.Of(nn.Sequential(new DnaOneHot(), convolution, nn.ReLU(), nn.Flatten(), Folds.Dense(new float[1, 2 * length])), data,
            TaskKind.Values, 1);
    }
}
