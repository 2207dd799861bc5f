using Orchestrator.Torch.Modules;
using Orchestrator.Torch.Randomness;
using Orchestrator.Torch.Tensors;
using Orchestrator.Torch.Tests.Reference;

namespace Orchestrator.Torch.Tests.Modules;

/// <summary>Every module computes PyTorch's output, gradients and statistics, and has its names.</summary>
public sealed class ModuleReferenceTests : IDisposable
{
    private static readonly Dictionary<string, Func<Generator, Module>> Plain = new()
    {
        ["linear"] = g => new Linear(4, 3, g),
        ["conv1d"] = g => new Conv1d(2, 3, 3, g, stride: 2, padding: 1, dilation: 2),
        ["conv1d-same"] = g => new Conv1d(2, 3, 3, g, dilation: 2, same: true),
        ["conv1d-same-even"] = g => new Conv1d(2, 3, 4, g, dilation: 3, same: true),
        ["max-pool"] = _ => new MaxPool1d(3, 2),
        ["embedding"] = g => new Embedding(5, 3, g, paddingIndex: 0),
        ["batch-norm"] = _ => new BatchNorm1d(3),
        ["batch-norm-sequence"] = _ => new BatchNorm1d(3),
    };

    private readonly Scope scope = new();
    private readonly Generator generator = new(1);

    public static TheoryData<string> PlainNames => [.. Plain.Keys];

    public static TheoryData<string, bool> RecurrentNames
    {
        get
        {
            var names = new TheoryData<string, bool>();
            foreach (var name in PyTorch.Numbers.Modules.Keys.Where(n => n.StartsWith("lstm", StringComparison.Ordinal) || n.StartsWith("gru", StringComparison.Ordinal)))
            {
                names.Add(name, false);
                names.Add(name, true);
            }
            return names;
        }
    }

    public void Dispose()
    {
        generator.Dispose();
        scope.Dispose();
    }

    [Theory]
    [MemberData(nameof(PlainNames))]
    public void Layers_compute_what_PyTorch_computes(string name)
    {
        using var module = Plain[name](generator);
        Check(name, module, module.Forward);
    }

    [Theory]
    [MemberData(nameof(RecurrentNames))]
    public void Recurrent_layers_compute_what_PyTorch_computes(string name, bool training)
    {
        var (bidirectional, sequence) = (name.Contains("bidirectional"), name.Contains("sequence"));
        using Recurrent module = name.StartsWith("lstm", StringComparison.Ordinal)
            ? new Lstm(3, 4, generator, bidirectional, sequence)
            : new Gru(3, 4, generator, bidirectional, sequence);
        module.Train(training); // with the shim's own steps, or with libtorch's kernel
        var lengths = name.EndsWith("lengths", StringComparison.Ordinal) ? Tensor.FromArray([5L, 2, 3]) : null;
        Check(name, module, x => module.Forward(x, lengths));
    }

    private static void Check(string name, Module module, Func<Tensor, Tensor> forward)
    {
        var expected = PyTorch.Numbers.Modules[name];
        module.NamedParameters().Select(p => p.Key).ShouldBe(expected.Parameters.Keys);
        var k = 0;
        foreach (var parameter in module.Parameters) parameter.Detach().CopyFrom_(Waves.Sine(parameter.Shape, 0.37, k++, 0.5));
        var input = expected.InputGradient is null ? Tensor.FromArray([0L, 1, 4, 2, 0, 1], expected.Input.Shape) : Waves.Signal(expected.Input.Shape);
        if (expected.InputGradient is not null) input.RequiresGrad = true;

        var output = forward(input);
        expected.Output.ShouldEqual(output, "output");
        (output * Waves.Cosine(output.Shape, 0.13)).Sum().Backward();

        expected.InputGradient?.ShouldEqual(input.Grad!, "gradient of the input", 3e-5);
        foreach (var (parameter, tensor) in module.NamedParameters()) expected.Parameters[parameter].ShouldEqual(tensor.Grad!, $"gradient of {parameter}", 3e-5);
        foreach (var (buffer, tensor) in module.StateDict().Where(t => !expected.Parameters.ContainsKey(t.Key))) expected.Buffers![buffer].ShouldEqual(tensor, buffer);
    }
}
