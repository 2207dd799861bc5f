using Orchestrator.Models.Architectures;
using Orchestrator.Models.Data;
using Orchestrator.Models.Torch;
using static TorchSharp.torch;
using Conv1d = Orchestrator.Models.Torch.Layers.Conv1d;
using MaxPool1d = Orchestrator.Models.Torch.Layers.MaxPool1d;

namespace Orchestrator.Interpretation.Tests.Methods;

/// <summary>Networks that are so small that the right scores are worked out by hand.</summary>
public sealed class AnalyticNetworkTests
{
    private static readonly float[,] Rows = { { 1, 0, 2 }, { 0, 0, 4 }, { 1, 0, -1 } };
    private static readonly float[,] Weights = { { 2, -3, 0.5f }, { 0, 1, -1 } }; // (outputs, inputs)

    [Fact]
    public void Saliency_of_a_linear_network_is_the_size_of_its_weights()
    {
        using var fold = Linear();
        var attribution = Folds.Ask(fold, "saliency");

        attribution.Scores.Column(0).ShouldBe([2, 3, 0.5]);
        attribution.Scores.Column(1).ShouldBe([0, 1, 1]);
        attribution.Direction!.Column(0).ShouldBe([2, -3, 0.5]);
        attribution.Outputs.ShouldBe(["y", "z"]);
        (attribution.Rows, attribution.RowSet).ShouldBe((3, "validation"));
    }

    [Fact]
    public void Gradient_times_input_is_weights_times_inputs()
    {
        using var fold = Linear();
        var attribution = Folds.Ask(fold, "gradient-x-input");

        Near(attribution.Scores.Column(0), 2 * 2 / 3.0, 0, 0.5 * 7 / 3);
        Near(attribution.Direction!.Column(0), 2 * 2 / 3.0, 0, 0.5 * 5 / 3);
    }

    [Theory]
    [InlineData("midpoint")]
    [InlineData("gauss-legendre")]
    public void Integrated_gradients_of_a_linear_network_are_weights_times_differences(string rule)
    {
        using var fold = Linear();
        var absent = Folds.Ask(fold, "integrated-gradients", ("rule", rule));
        var mean = Folds.Ask(fold, "integrated-gradients", ("rule", rule), ("baseline", "mean"));

        Near(absent.Direction!.Column(0), 2 * 2 / 3.0, 0, 0.5 * 5 / 3);
        Near(mean.Direction!.Column(0), 0, 0, 0);
        // means: 2/3, 0, 5/3
        Near(mean.Scores.Column(0), 2 * (1 / 3.0 + 2 / 3.0 + 1 / 3.0) / 3, 0, 0.5 * (1 / 3.0 + 7 / 3.0 + 8 / 3.0) / 3);
        absent.Diagnostics["completeness_error"].ShouldBeLessThan(1e-5);
    }

    /// <summary>x y has the gradient (y, x): from (0, 0) to (x, y) each of the two has half of the product.</summary>
    [Fact]
    public void Integrated_gradients_share_a_product_out_evenly()
    {
        using var fold = Folds.Of(new Product(), Folds.Numbers(new float[,] { { 3, 4 } }), TaskKind.Values, 1);

        Near(Folds.Ask(fold, "integrated-gradients").Direction!.Column(0), 6, 6);
        Near(Folds.Ask(fold, "gradient-x-input").Direction!.Column(0), 12, 12);
        Near(Folds.Ask(fold, "saliency").Scores.Column(0), 4, 3);
    }

    [Fact]
    public void A_line_that_is_cut_too_coarsely_is_remarked_upon()
    {
        using var fold = Folds.Of(new Step(), Folds.Numbers(new float[,] { { 1 } }), TaskKind.Values, 1);
        var attribution = Folds.Ask(fold, "integrated-gradients", ("most_steps", 8));

        attribution.Diagnostics["completeness_error"].ShouldBeGreaterThan(1e-3);
        attribution.Remarks.ShouldHaveSingleItem().ShouldContain("raise most_steps");
        Folds.Ask(fold, "integrated-gradients", ("most_steps", 100_000)).Remarks.ShouldBeEmpty();
    }

    [Fact]
    public void Manipulation_of_variants_sets_them_to_0_and_1()
    {
        var weights = new float[,] { { 2, -3, 0 } };
        using var fold = Folds.Of(Folds.Dense(weights), Folds.Numbers(new float[,] { { 1, 0, 1 }, { 0, 0, 1 } }), TaskKind.Values, 1);
        var attribution = Folds.Ask(fold, "input-manipulation");

        Near(attribution.Scores.Column(0), 2, 3, 0);
        Near(attribution.Direction!.Column(0), 2, -3, 0);
    }

    [Fact]
    public void Manipulation_of_other_numbers_takes_their_deciles()
    {
        var rows = new float[11, 1];
        for (var row = 0; row < 11; row++)
        {
            rows[row, 0] = row * 10;
        }

        using var fold = Folds.Of(Folds.Dense(new float[,] { { 0.5f } }), Folds.Numbers(rows), TaskKind.Values, 1);

        Near(Folds.Ask(fold, "input-manipulation", ("draws", 11)).Direction!.Column(0), 0.5 * (90 - 10));
    }

    /// <summary>Exclusive or has no main effect: the mean difference is 0, the mean size of the difference is not.</summary>
    [Fact]
    public void Manipulation_sees_an_interaction_without_main_effect()
    {
        var rows = new float[,] { { 0, 0, 0 }, { 0, 1, 0 }, { 1, 0, 0 }, { 1, 1, 0 } };
        using var fold = Folds.Of(new ExclusiveOr(), Folds.Numbers(rows), TaskKind.Values, 1);
        var attribution = Folds.Ask(fold, "input-manipulation", ("draws", 4));

        Near(attribution.Scores.Column(0), 1, 1, 0);
        Near(attribution.Direction!.Column(0), 0, 0, 0);
    }

    [Fact]
    public void Occlusion_of_a_linear_network_takes_the_weighted_input_away()
    {
        using var fold = Linear();

        Near(Folds.Ask(fold, "occlusion").Scores.Column(0), 2 * 2 / 3.0, 0, 0.5 * 7 / 3);
        Near(Folds.Ask(fold, "occlusion", ("baseline", "mean")).Scores.Column(0), 2 * (4 / 3.0) / 3, 0, 0.5 * (16 / 3.0) / 3);
    }

    [Fact]
    public void Weights_are_traced_along_all_paths()
    {
        var (first, second) = (new float[,] { { 1, -2, 0 }, { 3, 0.5f, 0 } }, new float[,] { { -1, 2 }, { 0, -4 } });
        var network = nn.Sequential(Folds.Dense(first), nn.ReLU(), Folds.Dense(second));
        using var fold = Folds.Of(network, TwoTargets(), TaskKind.Values, 2);
        var before = network.state_dict().ToDictionary(pair => pair.Key, pair => pair.Value.ToArray<float>());

        var attribution = Folds.Ask(fold, "weight-tracing");

        Near(attribution.Scores.Column(0), 1 + 2 * 3, 2 + 2 * 0.5, 0); // |W2| |W1|
        Near(attribution.Scores.Column(1), 4 * 3, 4 * 0.5, 0);
        attribution.Direction.ShouldBeNull();
        (attribution.RowSet, attribution.Rows).ShouldBe(("none", 0));
        foreach (var (name, tensor) in network.state_dict())
        {
            tensor.ToArray<float>().ShouldBe(before[name]); // the network is what it was
        }
    }

    /// <summary>Four inputs through a convolution of one filter (2, -1) over two places, pooled by 3, times 5.</summary>
    [Fact]
    public void Paths_go_through_convolutions_and_every_place_of_a_pool()
    {
        var convolution = new Conv1d(1, 1, 2);
        using (no_grad())
        {
            convolution.get_parameter("weight")!.copy_(tensor(new float[] { 2, -1 }).view(1, 1, 2));
        }

        using var fold = Folds.Of(
            nn.Sequential(new FoldedRows(4, 4), convolution, new MaxPool1d(3), nn.ReLU(), nn.Flatten(),
                Folds.Dense(new float[,] { { -5 } })),
            Folds.Numbers(new float[,] { { 1, 2, 3, 4 } }), TaskKind.Values, 1);

        Near(Folds.Ask(fold, "weight-tracing").Scores.Column(0), 10, 15, 15, 5);
    }

    [Fact]
    public void Batch_normalisation_scales_paths()
    {
        var normalised = nn.BatchNorm1d(2);
        using (no_grad())
        {
            normalised.weight!.copy_(tensor(new float[] { -3, 1 }));
            normalised.running_var!.copy_(tensor(new float[] { 4, 1 }));
            normalised.running_mean!.copy_(tensor(new float[] { 10, -10 }));
        }

        using var fold = Folds.Of(nn.Sequential(normalised, nn.ReLU(), Folds.Dense(new float[,] { { 2, 7 } })),
            Folds.Numbers(new float[,] { { 1, 2 } }), TaskKind.Values, 1);

        Near(Folds.Ask(fold, "weight-tracing").Scores.Column(0), 2 * 3 / 2.0, 7);
    }

    private static void Near(double[] actual, params double[] expected)
    {
        actual.Length.ShouldBe(expected.Length);
        foreach (var (found, wanted) in actual.Zip(expected))
        {
            found.ShouldBe(wanted, 2e-4 * Math.Max(1, Math.Abs(wanted)));
        }
    }

    private static Interpretation.Networks.InterpretedFold Linear() => Folds.Of(Folds.Dense(Weights), TwoTargets(), TaskKind.Values, 2);

    private static DataSet TwoTargets() =>
        new(new FloatInputs([.. Rows.Cast<float>()], [3]), new ValueTargets(new float[6], ["y", "z"]), ["a", "b", "c"]);

    private sealed class Product() : nn.Module<Tensor, Tensor>("product")
    {
        public override Tensor forward(Tensor input) => input.prod(1, keepdim: true);
    }

    private sealed class ExclusiveOr() : nn.Module<Tensor, Tensor>("exclusive or")
    {
        public override Tensor forward(Tensor input) => (input.narrow(1, 0, 1) - input.narrow(1, 1, 1)).square();
    }

    /// <summary>Steep: a few points along the line miss where it rises.</summary>
    private sealed class Step() : nn.Module<Tensor, Tensor>("step")
    {
        public override Tensor forward(Tensor input) => ((input - 0.503) * 500).sigmoid();
    }
}
