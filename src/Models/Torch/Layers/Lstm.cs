using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Orchestrator.Models.Torch.Layers;

/// <summary>One layer of long short-term memory (Hochreiter &amp; Schmidhuber 1997, with forget gates), in one or both
/// directions.</summary>
/// <remarks>i, f, g, o = split(W_ih x + b_ih + W_hh h + b_hh); c = sigmoid(f) c + sigmoid(i) tanh(g); h = sigmoid(o) tanh(c).</remarks>
internal sealed class Lstm : Recurrent
{
    internal const int Gates = 4;

    private readonly LstmKernel kernel;

    /// <param name="inputs">Features in.</param>
    /// <param name="units">Units of each direction.</param>
    /// <param name="bidirectional">Whether a second one reads backwards.</param>
    /// <param name="returnSequence">Whether every step's state comes out, or the last one alone.</param>
    /// <param name="recurrentDropout">Share of the state dropped before the recurrent weights, in [0, 1).</param>
    /// <param name="kernel">What computes it where it can be trusted; null = libtorch.</param>
    public Lstm(int inputs, int units, bool bidirectional = false, bool returnSequence = false, double recurrentDropout = 0,
        LstmKernel? kernel = null) : base(nameof(Lstm), Gates, inputs, units, bidirectional, returnSequence, recurrentDropout)
    {
        this.kernel = kernel ?? Libtorch;
    }

    // oneDNN's and cuDNN's kernels are faster.
    private protected override bool PrefersOwnSteps(Device device) => false;

    private protected override bool MustTakeOwnSteps(Tensor rows) => rows.device_type == DeviceType.CPU
        && rows.shape is [var batch, var steps, var inputs]
        && !LstmKernelCheck.Agrees(kernel, new(batch, steps, inputs, Units, Autocast.Current(rows.device)));

    private protected override (Tensor Output, Tensor Last) Whole(Tensor rows, Tensor[] weights, bool both) =>
        kernel(rows, weights, Units, both);

    /// <summary>oneDNN's kernel on the processor, cuDNN's on a GPU.</summary>
    internal static (Tensor Output, Tensor Last) Libtorch(Tensor rows, Tensor[] weights, int units, bool both)
    {
        var start = zeros(both ? 2 : 1, rows.shape[0], units, dtype: rows.dtype, device: rows.device);
        var results =
            Aten.Call("aten::lstm"u8, "input"u8, 3, rows, new[] { start, start }, weights, true, 1, 0.0, KeepsGradient, both, true);
        return (results[0], results[1]);
    }

    private protected override Tensor[][] Steps((Tensor Steps, DirectionWeights Weights, Tensor? Kept)[] directions, bool all) =>
        Array.ConvertAll(directions, direction => Steps(direction.Steps, direction.Weights, direction.Kept));

    /// <summary>The states (batch, units) of all steps of one direction, by plain products.</summary>
    /// <param name="stepsFirst">(steps, batch, inputs).</param>
    /// <param name="weights">Of the direction.</param>
    /// <param name="kept">(batch, units) factors of the state before the recurrent weights; null = 1.</param>
    internal static Tensor[] Steps(Tensor stepsFirst, DirectionWeights weights, Tensor? kept)
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
