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
    private static readonly Operator Padded = new("aten::gru", "input"), Packed = new("aten::gru", "data");

    private protected override (Tensor Output, Tensor Last) Run(Tensor input)
    {
        var zeros = Tensor.Zeros([Directions, input.Size(0), Units], device: input.Device);
        return Padded.CallForTwo(input, zeros, AllWeights, true, 1, 0.0, Training, Directions == 2, true);
    }

    private protected override (Tensor Output, Tensor Last) RunPacked(PackedSequence packed)
    {
        var zeros = Tensor.Zeros([Directions, packed.Rows, Units], device: packed.Data.Device);
        var (output, last) = Packed.CallForTwo(packed.Data, packed.BatchSizes, zeros, AllWeights, true, 1, 0.0, Training, Directions == 2);
        return (packed.Unpack(output), packed.Reorder(last));
    }

    private protected override (Tensor State, Tensor Cell) Step(Tensor mapped, Tensor hidden, Tensor state, Tensor cell, int direction)
    {
        var recurrent = hidden.LinearMap(AllWeights[4 * direction + 1], AllWeights[4 * direction + 3]);
        var reset = (Part(mapped, 0) + Part(recurrent, 0)).Sigmoid();
        var update = (Part(mapped, 1) + Part(recurrent, 1)).Sigmoid();
        var candidate = (Part(mapped, 2) + reset * Part(recurrent, 2)).Tanh();
        return ((1 - update) * candidate + update * state, cell);

        Tensor Part(Tensor all, int index) => all.Narrow(1, (long)index * Units, Units);
    }
}
