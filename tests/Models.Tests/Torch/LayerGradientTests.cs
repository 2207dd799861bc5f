using Orchestrator.Models.Tests.Torch.Reference;
using Orchestrator.Models.Torch;
using Orchestrator.Models.Torch.Layers;
using Orchestrator.Models.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Orchestrator.Models.Tests.Torch;

/// <summary>The gradients of our layers agree with central differences (f(x + h) - f(x - h)) / 2h.</summary>
public sealed class LayerGradientTests
{
    private const float H = 4e-3f;

    private static readonly Dictionary<string, (Func<nn.Module<Tensor, Tensor>> Make, long[] Input)> Layers = new()
    {
        ["Conv1d"] = (() => new Conv1d(2, 3, 3), [2, 2, 7]),
        ["Conv1d, same, even kernel"] = (() => new Conv1d(2, 3, 4, same: true), [2, 2, 7]),
        ["MaxPool1d"] = (() => new MaxPool1d(3, 2), [2, 2, 8]),
        ["MaxPool1d, same"] = (() => new MaxPool1d(3, same: true), [2, 2, 8]),
        ["Lstm"] = (() => new Lstm(3, 4), [2, 5, 3]),
        ["Lstm, bidirectional sequence"] = (() => new Lstm(3, 4, bidirectional: true, returnSequence: true), [2, 5, 3]),
        ["Lstm, recurrent dropout"] = (() => new Lstm(3, 4, bidirectional: true, recurrentDropout: 0.4), [2, 5, 3]),
        ["Lstm, recurrent dropout, sequence"] =
            (() => new Lstm(3, 4, bidirectional: true, returnSequence: true, recurrentDropout: 0.4), [2, 5, 3]),
        ["Gru"] = (() => new Gru(3, 4, bidirectional: true), [2, 5, 3]),
        ["Gru, recurrent dropout"] = (() => new Gru(3, 4, returnSequence: true, recurrentDropout: 0.4), [2, 5, 3]),
    };

    public static TheoryData<string> Names => [.. Layers.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Gradients_agree_with_differences(string name)
    {
        using var scope = NewDisposeScope();
        var (make, shape) = Layers[name];
        FoldSeeds.Set(4);
        using var layer = make();
        var input = Waves.Sine(shape, 0.79, 0.55); // no element within H of a kink
        input.requires_grad = true;
        Tensor[] leaves = [input, .. layer.parameters()];

        Function().backward();

        using var noGrad = no_grad();
        for (var leaf = 0; leaf < leaves.Length; leaf++)
        {
            var exact = leaves[leaf].grad!.ToArray<double>();
            var elements = HostTensors.Rows<float>(leaves[leaf], 0, exact.Length);
            for (var i = 0; i < exact.Length; i++)
            {
                var value = elements[i];
                elements[i] = value + H;
                var above = Function().ToDouble();
                elements[i] = value - H;
                var below = Function().ToDouble();
                elements[i] = value;
                ((above - below) / (2 * H)).ShouldBe(exact[i], 2e-3 * (1 + Math.Abs(exact[i])), $"tensor {leaf}, element {i}");
            }
        }

        // In double, so that the differences do not drown in rounding; with the same masks each time.
        Tensor Function()
        {
            FoldSeeds.Set(5);
            var output = layer.call(input).to(float64);
            return (output * Waves.Cosine(output.shape, 0.13)).sum();
        }
    }
}
