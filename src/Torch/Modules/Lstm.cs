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
    private static readonly Operator AllSteps = new("aten::lstm", "input");

    private protected override (Tensor Output, Tensor Last) Run(Tensor input, Tensor[] weights)
    {
        var zeros = Tensor.Zeros([weights.Length / 4, input.Size(0), Units], device: input.Device);
        var (output, last, _) = AllSteps.CallForThree(input, new[] { zeros, zeros }, weights, true, 1, 0.0, Training, weights.Length == 8, true);
        return (output, last);
    }

    private protected override Tensor InputBias(int direction) => AllWeights[4 * direction + 2] + AllWeights[4 * direction + 3];

    private protected override (Tensor State, Tensor Cell) Step(Tensor mapped, Tensor hidden, Tensor weight, Tensor state, Tensor cell, int direction)
    {
        var gates = mapped.AddMatMul(hidden, weight).Chunk(4, 1);
        var (input, forget, candidate, output) = (gates[0].Sigmoid(), gates[1].Sigmoid(), gates[2].Tanh(), gates[3].Sigmoid());
        var next = (forget * cell).AddProduct(input, candidate);
        return (output * next.Tanh(), next);
    }
}
