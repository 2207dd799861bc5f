using Orchestrator.Interpretation.Networks;
using Orchestrator.Models;
using Orchestrator.Models.Data;
using Orchestrator.Models.Data.Sequences;
using Orchestrator.Models.Tests.Architectures;
using Orchestrator.Models.Torch;
using static TorchSharp.torch;

namespace Orchestrator.Interpretation.Tests.Networks;

/// <summary>Every registered architecture can be differentiated by its inputs, DNA included.</summary>
public sealed class GradientTests
{
    public static TheoryData<string, TaskKind> All => Folds.Differentiable;

    /// <summary>Along a random direction v, <c>(f(x + e v) - f(x - e v)) / 2 e</c> is the gradient's <c>g . v</c>.</summary>
    [Theory, MemberData(nameof(All))]
    public void Is_that_of_finite_differences(string model, TaskKind kind)
    {
        using var scope = NewDisposeScope();
        using var tested = new ArchitectureCase(model, kind, seed: 3);
        var network = new InterpretedNetwork(tested.Network, tested.Shape, ModelCatalog.Find(model).Input);
        var rows = network.Encode(tested.Data.Inputs, [.. Enumerable.Range(0, ArchitectureCase.Rows)]);
        var gradients = network.Gradients(rows, [.. Enumerable.Range(0, tested.Shape.Outputs)], OutputScale.Raw);

        using var inference = no_grad();
        for (var output = 0; output < gradients.Length; output++)
        {
            var length = gradients[output].square().sum().sqrt();
            length.item<float>().ShouldBeGreaterThan(1e-5f);
            // Half along the gradient, half random: the slope is large enough to be measured and every input takes part.
            var direction = gradients[output] / length + randn_like(rows) * (0.5 / Math.Sqrt(rows.numel()));
            if (network.IsSequence)
            {
                direction = (direction.reshape(rows.shape[0], -1, DnaAlphabet.Count)
                    * tensor(new float[] { 1, 1, 1, 1, 1, 0 })).flatten(1); // where a row ends is no number
            }

            const float step = 1e-3f;
            var (above, below) = (Sum(direction * step), Sum(direction * -step));
            var slope = (gradients[output] * direction).sum(float64).item<double>();

            ((above - below) / (2 * step)).ShouldBe(slope, 0.03 * Math.Abs(slope) + 1e-4);

            double Sum(Tensor by) => network.Outputs(rows + by, OutputScale.Raw).select(1, output).sum(float64).item<double>();
        }
    }

    [Theory, MemberData(nameof(All))]
    public void Whole_codes_give_what_the_network_gives(string model, TaskKind kind)
    {
        using var scope = NewDisposeScope();
        using var tested = new ArchitectureCase(model, kind, seed: 3);
        tested.Network.eval();
        var expected = tested.Outputs().ToArray<float>();
        var network = new InterpretedNetwork(tested.Network, tested.Shape, ModelCatalog.Find(model).Input);

        var outputs = network.AllOutputs(network.Encode(tested.Data.Inputs, [.. Enumerable.Range(0, ArchitectureCase.Rows)]),
            OutputScale.Raw);

        outputs.Length.ShouldBe(expected.Length);
        outputs.Zip(expected).Max(pair => Math.Abs(pair.First - pair.Second)).ShouldBeLessThan(1e-5f);
        tested.Outputs().ToArray<float>().ShouldBe(expected); // and codes are still read as codes
    }

    [Fact]
    public void Of_an_output_that_takes_no_input_is_zero()
    {
        using var scope = NewDisposeScope();
        using var fold = Folds.Of(new Constant(), Folds.Numbers(new float[,] { { 1, 2 } }), TaskKind.Values, 1);
        var rows = fold.Network.Encode(fold.Data.Inputs, [0]);

        fold.Network.Gradients(rows, [0], OutputScale.Raw)[0].ToArray<float>().ShouldBe([0, 0]);
    }

    private sealed class Constant() : nn.Module<Tensor, Tensor>("constant")
    {
        public override Tensor forward(Tensor input) => ones(input.shape[0], 1);
    }
}
