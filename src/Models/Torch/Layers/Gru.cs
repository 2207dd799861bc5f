using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Orchestrator.Models.Torch.Layers;

/// <summary>One layer of gated recurrent units (Cho et al. 2014, in cuDNN's form), in one or both directions.</summary>
/// <remarks>r, z = sigmoid of their parts of W_ih x + b_ih + W_hh h + b_hh; n = tanh(x_n + r h_n); h' = (1 - z) n + z h.</remarks>
internal sealed class Gru : Recurrent
{
    private const int Gates = 3;

    /// <param name="inputs">Features in.</param>
    /// <param name="units">Units of each direction.</param>
    /// <param name="bidirectional">Whether a second one reads backwards.</param>
    /// <param name="returnSequence">Whether every step's state comes out, or the last one alone.</param>
    /// <param name="recurrentDropout">Share of the state dropped before the recurrent weights, in [0, 1).</param>
    public Gru(int inputs, int units, bool bidirectional = false, bool returnSequence = false, double recurrentDropout = 0)
        : base(nameof(Gru), Gates, inputs, units, bidirectional, returnSequence, recurrentDropout)
    {
    }

    private protected override bool PrefersOwnSteps(Device device) => device.type == DeviceType.CPU; // libtorch has no kernel of its own there

    private protected override (Tensor Output, Tensor Last) Whole(Tensor rows, Tensor[] weights, bool both)
    {
        var start = zeros(both ? 2 : 1, rows.shape[0], Units, dtype: rows.dtype, device: rows.device);
        var results = Aten.Call("aten::gru"u8, "input"u8, 2, rows, start, weights, true, 1, 0.0, training, both, true);
        return (results[0], results[1]);
    }

    private protected override Tensor[] Steps(Tensor stepsFirst, DirectionWeights weights, Tensor? kept)
    {
        var mapped = F.linear(stepsFirst, weights.Input, weights.InputBias).to(weights.Recurrent.dtype); // of all steps at once
        using var single = Autocast.Suspend(stepsFirst.device); // a state that is carried over hundreds of steps
        var recurrent = weights.Recurrent.t();
        var doors = mapped.narrow(2, 0, 2 * Units).unbind(0);
        var contents = mapped.narrow(2, 2 * Units, Units).unbind(0);
        var states = new Tensor[doors.Length];
        var state = zeros(stepsFirst.shape[1], Units, dtype: mapped.dtype, device: mapped.device);
        for (var i = 0; i < states.Length; i++)
        {
            var back = addmm(weights.RecurrentBias, kept is null ? state : state * kept, recurrent, 1, 1);
            var open = (doors[i] + back.narrow(1, 0, 2 * Units)).sigmoid().chunk(2, 1);
            var content = addcmul(contents[i], open[0], back.narrow(1, 2 * Units, Units), 1).tanh();
            states[i] = state = content.lerp(state, open[1]);
        }

        return states;
    }
}
