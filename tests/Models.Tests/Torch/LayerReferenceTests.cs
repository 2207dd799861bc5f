using Orchestrator.Models.Tests.Torch.Reference;
using Orchestrator.Models.Torch;
using Orchestrator.Models.Torch.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace Orchestrator.Models.Tests.Torch;

/// <summary>Recurrent layers compute PyTorch's output and gradients, in libtorch's kernels and step by step, and have its names.</summary>
public sealed class LayerReferenceTests
{
    public static TheoryData<string, bool> Names
    {
        get
        {
            var names = new TheoryData<string, bool>();
            foreach (var name in PyTorch.Numbers.Modules.Keys)
            {
                names.Add(name, false);
                names.Add(name, true);
            }

            return names;
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Recurrent_layers_compute_what_PyTorch_computes(string name, bool stepByStep)
    {
        using var scope = NewDisposeScope();
        var (bidirectional, sequence) =
            (name.Contains("bidirectional", StringComparison.Ordinal), name.Contains("sequence", StringComparison.Ordinal));
        var dropout = stepByStep ? 1e-9 : 0; // drops nothing, but no kernel has it
        using Recurrent layer = name.StartsWith("lstm", StringComparison.Ordinal)
            ? new Lstm(3, 4, bidirectional, sequence, dropout)
            : new Gru(3, 4, bidirectional, sequence, dropout);
        layer.train(stepByStep); // a GRU in training prefers steps by itself
        var lengths = name.EndsWith("lengths", StringComparison.Ordinal) ? HostTensors.FromSpan<long>([5, 2, 3]) : null;
        var expected = PyTorch.Numbers.Modules[name];
        layer.named_parameters().Select(parameter => parameter.name).ShouldBe(expected.Parameters.Keys);
        var k = 0;
        foreach (var parameter in layer.parameters())
        {
            using var noGrad = no_grad();
            parameter.copy_(Waves.Sine(parameter.shape, 0.37, k++, 0.5));
        }

        var input = Waves.Signal(expected.Input.Shape);
        input.requires_grad = true;
        var output = layer.call(input, lengths);
        expected.Output.ShouldEqual(output, "output");
        (output * Waves.Cosine(output.shape, 0.13)).sum().backward();

        expected.InputGradient.ShouldEqual(input.grad!, "gradient of the input", 3e-5);
        foreach (var (parameter, tensor) in layer.named_parameters())
        {
            expected.Parameters[parameter].ShouldEqual(tensor.grad!, $"gradient of {parameter}", 3e-5);
        }
    }
}
