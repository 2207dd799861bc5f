using Orchestrator.Torch.Native;
using Orchestrator.Torch.Randomness;
using Orchestrator.Torch.Tensors;

namespace Orchestrator.Torch.Modules;

/// <summary>One layer of long short-term memory (Hochreiter &amp; Schmidhuber 1997, with forget gates), in one or both directions.</summary>
/// <remarks>i, f, g, o = split(W_ih x + b_ih + W_hh h + b_hh); c = sigmoid(f) c + sigmoid(i) tanh(g); h = sigmoid(o) tanh(c).</remarks>
/// <param name="inputs">Features in.</param>
/// <param name="units">Units of each direction.</param>
/// <param name="generator">Draws the weights.</param>
/// <param name="bidirectional">Whether a second one reads backwards.</param>
/// <param name="returnSequence">Whether every step's state comes out, or the last one alone.</param>
/// <param name="recurrentDropout">Share of the state dropped before the recurrent weights, in [0, 1).</param>
/// <param name="dropoutGenerator">Draws what is dropped.</param>
public sealed class Lstm(
    int inputs, int units, Generator generator, bool bidirectional = false, bool returnSequence = false, double recurrentDropout = 0, Generator? dropoutGenerator = null)
    : Recurrent(4, inputs, units, generator, bidirectional, returnSequence, recurrentDropout, dropoutGenerator)
{
    private static readonly Operator Kernel = new("aten::lstm", "input");

    private protected override (Tensor Output, Tensor Last) Whole(Tensor input, Tensor[] weights, int directions)
    {
        var zeros = Tensor.Zeros([directions, input.Size(0), Units], device: input.Device);
        var (output, last, _) = Kernel.CallForThree(input, new[] { zeros, zeros }, weights, true, 1, 0.0, Training, directions == 2, true);
        return (output, last);
    }

    private protected override Tensor Steps(Tensor stepsFirst, ReadOnlySpan<Tensor> weights, Tensor? kept, bool backwards)
    {
        var mapped = stepsFirst.LinearMap(weights[0], weights[2] + weights[3]).To(weights[1].DType);
        return Tensor.FromHandle(Shim.ot_lstm_steps(mapped.Handle, weights[1].Handle, kept?.Handle ?? 0, backwards ? 1 : 0), "the steps of an LSTM");
    }
}
