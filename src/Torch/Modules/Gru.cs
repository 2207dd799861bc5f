using Orchestrator.Torch.Native;
using Orchestrator.Torch.Randomness;
using Orchestrator.Torch.Tensors;

namespace Orchestrator.Torch.Modules;

/// <summary>One layer of gated recurrent units (Cho et al. 2014, in cuDNN's form), in one or both directions.</summary>
/// <remarks>r, z = sigmoid of their parts of W_ih x + b_ih + W_hh h + b_hh; n = tanh(x_n + r h_n); h' = (1 - z) n + z h.</remarks>
/// <param name="inputs">Features in.</param>
/// <param name="units">Units of each direction.</param>
/// <param name="generator">Draws the weights.</param>
/// <param name="bidirectional">Whether a second one reads backwards.</param>
/// <param name="returnSequence">Whether every step's state comes out, or the last one alone.</param>
/// <param name="recurrentDropout">Share of the state dropped before the recurrent weights, in [0, 1).</param>
/// <param name="dropoutGenerator">Draws what is dropped.</param>
public sealed class Gru(
    int inputs, int units, Generator generator, bool bidirectional = false, bool returnSequence = false, double recurrentDropout = 0, Generator? dropoutGenerator = null)
    : Recurrent(3, inputs, units, generator, bidirectional, returnSequence, recurrentDropout, dropoutGenerator)
{
    private static readonly Operator Kernel = new("aten::gru", "input");

    private protected override (Tensor Output, Tensor Last) Whole(Tensor input, Tensor[] weights, int directions)
    {
        var zeros = Tensor.Zeros([directions, input.Size(0), Units], device: input.Device);
        return Kernel.CallForTwo(input, zeros, weights, true, 1, 0.0, Training, directions == 2, true);
    }

    private protected override Tensor Steps(Tensor stepsFirst, ReadOnlySpan<Tensor> weights, Tensor? kept, bool backwards)
    {
        var mapped = stepsFirst.LinearMap(weights[0], weights[2]).To(weights[1].DType);
        return Tensor.FromHandle(Shim.ot_gru_steps(mapped.Handle, weights[1].Handle, weights[3].Handle, kept?.Handle ?? 0, backwards ? 1 : 0), "the steps of a GRU");
    }
}
