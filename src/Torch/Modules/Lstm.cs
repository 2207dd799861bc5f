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
    private static readonly Operator Padded = new("aten::lstm", "input"), Packed = new("aten::lstm", "data");

    private protected override (Tensor Output, Tensor Last) Run(Tensor input)
    {
        var zeros = Tensor.Zeros([Directions, input.Size(0), Units], device: input.Device);
        var (output, last, _) = Padded.CallForThree(input, new[] { zeros, zeros }, AllWeights, true, 1, 0.0, Training, Directions == 2, true);
        return (output, last);
    }

    private protected override (Tensor Output, Tensor Last) RunPacked(PackedSequence packed)
    {
        var zeros = Tensor.Zeros([Directions, packed.Rows, Units], device: packed.Data.Device);
        var (output, last, _) = Packed.CallForThree(packed.Data, packed.BatchSizes, new[] { zeros, zeros }, AllWeights, true, 1, 0.0, Training, Directions == 2);
        return (packed.Unpack(output), packed.Reorder(last));
    }

    private protected override (Tensor State, Tensor Cell) Step(Tensor mapped, Tensor hidden, Tensor state, Tensor cell, int direction)
    {
        var gates = mapped + hidden.LinearMap(AllWeights[4 * direction + 1], AllWeights[4 * direction + 3]);
        var next = Gate(1).Sigmoid() * cell + Gate(0).Sigmoid() * Gate(2).Tanh();
        return (Gate(3).Sigmoid() * next.Tanh(), next);

        Tensor Gate(int index) => gates.Narrow(1, (long)index * Units, Units);
    }
}
