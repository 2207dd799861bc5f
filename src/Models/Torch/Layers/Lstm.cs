using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Orchestrator.Models.Torch.Layers;

/// <summary>One layer of long short-term memory (Hochreiter &amp; Schmidhuber 1997, with forget gates), in one or both
/// directions.</summary>
/// <remarks>i, f, g, o = split(W_ih x + b_ih + W_hh h + b_hh); c = sigmoid(f) c + sigmoid(i) tanh(g); h = sigmoid(o) tanh(c).</remarks>
internal sealed class Lstm : Recurrent
{
    private const int Gates = 4;

    /// <param name="inputs">Features in.</param>
    /// <param name="units">Units of each direction.</param>
    /// <param name="bidirectional">Whether a second one reads backwards.</param>
    /// <param name="returnSequence">Whether every step's state comes out, or the last one alone.</param>
    /// <param name="recurrentDropout">Share of the state dropped before the recurrent weights, in [0, 1).</param>
    public Lstm(int inputs, int units, bool bidirectional = false, bool returnSequence = false, double recurrentDropout = 0)
        : base(nameof(Lstm), Gates, inputs, units, bidirectional, returnSequence, recurrentDropout)
    {
    }

    private protected override bool PrefersOwnSteps(Device device) => false; // oneDNN's and cuDNN's kernels are faster

    private protected override (Tensor Output, Tensor Last) Whole(Tensor rows, Tensor[] weights, bool both)
    {
        var start = zeros(both ? 2 : 1, rows.shape[0], Units, dtype: rows.dtype, device: rows.device);
        var results = Aten.Call("aten::lstm"u8, "input"u8, 3, rows, new[] { start, start }, weights, true, 1, 0.0, training, both, true);
        return (results[0], results[1]);
    }

    private protected override Tensor[][] Steps((Tensor Steps, DirectionWeights Weights, Tensor? Kept)[] directions, bool all) =>
        Array.ConvertAll(directions, direction => Steps(direction.Steps, direction.Weights, direction.Kept));

    private static Tensor[] Steps(Tensor stepsFirst, DirectionWeights weights, Tensor? kept)
    {
        // of all steps at once
        var mapped = F.linear(stepsFirst, weights.Input, weights.InputBias + weights.RecurrentBias).to(weights.Recurrent.dtype);
        using var single = Autocast.Suspend(stepsFirst.device); // a state that is carried over hundreds of steps
        var seen = new GateGradients.SeenStates();
        var steps = GateGradients.Of(mapped, weights.Recurrent, seen).unbind(0);
        var recurrent = weights.Recurrent.detach().t();
        var (states, inputs) = (new Tensor[steps.Length], new Tensor[steps.Length - 1]);
        Tensor? state = null, cell = null;
        for (var i = 0; i < steps.Length; i++)
        {
            var gates = steps[i];
            if (state is not null)
            {
                inputs[i - 1] = kept is null ? state : state * kept;
                gates = addmm(gates, inputs[i - 1], recurrent, 1, 1);
            }

            var parts = gates.chunk(Gates, 1);
            var entering = parts[0].sigmoid() * parts[2].tanh();
            cell = cell is null ? entering : addcmul(entering, parts[1].sigmoid(), cell, 1);
            states[i] = state = parts[3].sigmoid() * cell.tanh();
        }

        using (no_grad())
        {
            seen.AfterFirst = inputs.Length == 0 ? null : stack(inputs);
        }

        return states;
    }
}
