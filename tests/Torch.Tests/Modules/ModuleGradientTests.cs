using Orchestrator.Torch.Modules;
using Orchestrator.Torch.Randomness;
using Orchestrator.Torch.Runtime;
using Orchestrator.Torch.Tensors;
using Orchestrator.Torch.Tests.Reference;

namespace Orchestrator.Torch.Tests.Modules;

/// <summary>The gradients of every module agree with central differences (f(x + h) - f(x - h)) / 2h.</summary>
public sealed class ModuleGradientTests : IDisposable
{
    private const double H = 4e-3;

    private static readonly Dictionary<string, (Func<Generator, Module> Make, long[] Input)> Modules = new()
    {
        ["Linear"] = (g => new Linear(4, 3, g), [5, 4]),
        ["Linear, Xavier, no bias"] = (g => new Linear(4, 3, g, bias: false, Initialisation.XavierUniform), [2, 3, 4]),
        ["Conv1d"] = (g => new Conv1d(2, 3, 3, g, stride: 2, padding: 1), [2, 2, 7]),
        ["Conv1d, same, even kernel"] = (g => new Conv1d(2, 3, 4, g, same: true), [2, 2, 7]),
        ["MaxPool1d"] = (_ => new MaxPool1d(3, 2), [2, 2, 8]),
        ["MaxPool1d, same"] = (_ => new MaxPool1d(3, same: true), [2, 2, 8]),
        ["BatchNorm1d"] = (_ => new BatchNorm1d(3), [6, 3]),
        ["Lstm"] = (g => new Lstm(3, 4, g), [2, 5, 3]),
        ["Lstm, bidirectional sequence"] = (g => new Lstm(3, 4, g, bidirectional: true, returnSequence: true), [2, 5, 3]),
        ["Lstm, recurrent dropout"] = (g => new Lstm(3, 4, g, bidirectional: true, recurrentDropout: 0.4, dropoutGenerator: g), [2, 5, 3]),
        ["Gru"] = (g => new Gru(3, 4, g, bidirectional: true), [2, 5, 3]),
        ["Gru, recurrent dropout"] = (g => new Gru(3, 4, g, returnSequence: true, recurrentDropout: 0.4, dropoutGenerator: g), [2, 5, 3]),
        ["Dropout"] = (g => new Dropout(0.4, g), [5, 4]),
        ["Relu"] = (_ => new Relu(), [5, 4]),
        ["LeakyRelu"] = (_ => new LeakyRelu(0.05), [5, 4]),
        ["LeakyRelu in place"] = (g => new Sequential(new Linear(4, 4, g), new LeakyRelu(0.05, inPlace: true)), [5, 4]),
        ["Sigmoid"] = (_ => new Sigmoid(), [5, 4]),
        ["Tanh"] = (_ => new Tanh(), [5, 4]),
        ["Sequential"] = (g => new Sequential(new Conv1d(2, 3, 3, g), new Tanh(), new Flatten(), new Dropout(0.3, g), new Linear(15, 2, g)), [2, 2, 7]),
    };

    private readonly Scope scope = new();
    private readonly Generator generator = new(4);

    public static TheoryData<string> Names => [.. Modules.Keys];

    public void Dispose()
    {
        generator.Dispose();
        scope.Dispose();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_agree_with_differences(string name)
    {
        var (make, shape) = Modules[name];
        using var module = make(generator);
        var start = generator.GetState(); // every evaluation draws the same masks
        var input = Waves.Sine(shape, 0.79, 0.55); // no element within H of a kink
        input.RequiresGrad = true;
        Tensor[] leaves = [input, .. module.Parameters];

        var gradients = Function().Gradients(leaves);

        using var noGrad = Libtorch.NoGrad();
        for (var leaf = 0; leaf < leaves.Length; leaf++)
        {
            var exact = gradients[leaf].ToArray<double>();
            var flat = leaves[leaf].Detach().View(-1);
            for (var i = 0; i < exact.Length; i++)
            {
                var element = flat.Narrow(0, i, 1);
                var value = element.Item<float>();
                element.Fill_(value + H);
                var above = Function().Item<double>();
                element.Fill_(value - H);
                var below = Function().Item<double>();
                element.Fill_(value);
                var difference = (above - below) / (2 * H);
                difference.ShouldBe(exact[i], 2e-3 * (1 + Math.Abs(exact[i])), $"tensor {leaf}, element {i}");
            }
        }

        // In double, so that the differences do not drown in rounding.
        Tensor Function()
        {
            generator.SetState(start);
            var output = module.Forward(input).To(DType.Float64);
            return (output * Waves.Cosine(output.Shape, 0.13)).Sum();
        }
    }
}
