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
    private static readonly Operator AllSteps = new("aten::gru", "input");

    private protected override (Tensor Output, Tensor Last) Run(Tensor input, Tensor[] weights)
    {
        var zeros = Tensor.Zeros([weights.Length / 4, input.Size(0), Units], device: input.Device);
        return AllSteps.CallForTwo(input, zeros, weights, true, 1, 0.0, Training, weights.Length == 8, true);
    }

    private protected override Tensor InputBias(int direction) => AllWeights[4 * direction + 2];

    private protected override (Tensor State, Tensor Cell) Step(Tensor mapped, Tensor hidden, Tensor weight, Tensor state, Tensor cell, int direction)
    {
        // The reset gate scales the recurrent bias too, which therefore stays out of the input's map.
        var (ahead, back) = (mapped.Chunk(3, 1), AllWeights[4 * direction + 3].AddMatMul(hidden, weight).Chunk(3, 1));
        var (reset, update) = ((ahead[0] + back[0]).Sigmoid(), (ahead[1] + back[1]).Sigmoid());
        var candidate = ahead[2].AddProduct(reset, back[2]).Tanh();
        return (candidate.AddProduct(update, state - candidate), cell);
    }
}
