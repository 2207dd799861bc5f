using Orchestrator.Interpretation.Interactions;
using Orchestrator.Interpretation.Networks;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data;
using static TorchSharp.torch;

namespace Orchestrator.Interpretation.Tests.Interactions;

public sealed class PairInteractionTests
{
    private static readonly float[,] Rows = { { 0, 0, 0 }, { 0, 1, 1 }, { 1, 0, 0 }, { 1, 1, 1 }, { 1, 1, 0 } };

    /// <summary>f = 3 x y + 5 z + x z (2 y - 1): by hand, over the rows.</summary>
    [Fact]
    public void The_second_difference_is_what_the_network_multiplies()
    {
        using var fold = Folds.Of(new Products(), Folds.Numbers(Rows), TaskKind.Values, 1);

        var pairs = PairInteractions.Compute(fold, [2, 0, 1], seed: 1, draws: 5);

        pairs.Count.ShouldBe(3);
        var byInputs = pairs.ToDictionary(pair => (pair.First, pair.Second));
        byInputs[(0, 1)].Mean.ShouldBe(3 + 2 * 0.4, 1e-5);          // 3 + 2 z, z being 1 in two of five rows
        byInputs[(0, 2)].Mean.ShouldBe(2 * 0.6 - 1, 1e-5);          // 2 y - 1
        byInputs[(0, 2)].MeanSize.ShouldBe(1, 1e-5);                // once up, once down
        byInputs[(1, 2)].Mean.ShouldBe(2 * 0.6, 1e-5);              // 2 x
        byInputs[(0, 1)].StandardError.ShouldBe(Math.Sqrt(4 * 0.3 / 5), 1e-5);
        (pairs[0].First, pairs[0].Second).ShouldBe((0, 1));
    }

    [Fact]
    public void The_same_seed_gives_the_same_pairs()
    {
        using var fold = Folds.Of(new Products(), Folds.Numbers(Rows), TaskKind.Values, 1);

        PairInteractions.Compute(fold, [0, 1, 2], 1, draws: 3).ShouldBe(PairInteractions.Compute(fold, [0, 1, 2], 1, draws: 3));
    }

    [Fact]
    public void A_pair_takes_two_inputs_that_are_there()
    {
        using var fold = Folds.Of(new Products(), Folds.Numbers(Rows), TaskKind.Values, 1);

        Should.Throw<SettingException>(() => PairInteractions.Compute(fold, [1, 1], 1)).Message.ShouldContain("at least two inputs");
        Should.Throw<SettingException>(() => PairInteractions.Compute(fold, [1, 3], 1)).Message.ShouldContain("from 0 to 2");
    }

    [Fact]
    public void A_stop_is_obeyed()
    {
        using var fold = Folds.Of(new Products(), Folds.Numbers(Rows), TaskKind.Values, 1);
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        Should.Throw<OperationCanceledException>(() => PairInteractions.Compute(fold, [0, 1], 1, stop: stop.Token));
    }

    private sealed class Products() : nn.Module<Tensor, Tensor>("products")
    {
        public override Tensor forward(Tensor input)
        {
            var parts = input.split(1, 1);
            return parts[0] * parts[1] * 3 + parts[2] * 5 + parts[0] * parts[2] * (parts[1] * 2 - 1);
        }
    }
}
