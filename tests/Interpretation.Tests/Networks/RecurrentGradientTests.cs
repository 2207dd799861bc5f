using Orchestrator.Interpretation.Networks;
using Orchestrator.Models.Data;
using Orchestrator.Models.Torch;
using Orchestrator.Models.Torch.Layers;
using Orchestrator.Models.Training;
using static TorchSharp.torch;

namespace Orchestrator.Interpretation.Tests.Networks;

/// <summary>Where libtorch's LSTM kernel cannot be trusted, a layer goes step by step: that too can be differentiated by its inputs alone,
/// its weights being held.</summary>
public sealed class RecurrentGradientTests
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Steps_have_the_gradient_of_the_kernel(bool bidirectional, bool sequence)
    {
        using var scope = NewDisposeScope();
        FoldSeeds.Set(7);
        var (kernel, steps) = (new Lstm(3, 5, bidirectional, sequence), new Lstm(3, 5, bidirectional, sequence, 0.3, kernel: Wrong));
        steps.load_state_dict(kernel.state_dict());

        var (expected, found) = (Gradient(kernel), Gradient(steps));

        found.Max(MathF.Abs).ShouldBeGreaterThan(1e-3f);
        found.ShouldBe(expected, 1e-5);

        float[] Gradient(Lstm layer)
        {
            var rows = new float[4, 18];
            for (var at = 0; at < rows.Length; at++)
            {
                rows[at / 18, at % 18] = MathF.Sin(at);
            }

            var outputs = (bidirectional ? 10 : 5) * (sequence ? 6 : 1);
            var weights = new float[1, outputs];
            for (var at = 0; at < outputs; at++)
            {
                weights[0, at] = MathF.Cos(at);
            }

            using var fold = Folds.Of(nn.Sequential(new Steps(), layer, nn.Flatten(), Folds.Dense(weights)), Folds.Numbers(rows),
                TaskKind.Values, 1);
            return fold.Network.Gradients(fold.Network.Encode(fold.Data.Inputs, [0, 1, 2, 3]), [0], OutputScale.Raw)[0].ToArray<float>();
        }
    }

    private static (Tensor Output, Tensor Last) Wrong(Tensor rows, Tensor[] weights, int units, bool both)
    {
        var (output, last) = Lstm.Libtorch(rows, weights, units, both);
        return (output * 2, last * 2);
    }

    private sealed class Steps() : nn.Module<Tensor, Tensor>("steps")
    {
        public override Tensor forward(Tensor input) => input.reshape(-1, 6, 3);
    }
}
