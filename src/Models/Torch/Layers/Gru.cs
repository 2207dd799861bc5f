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

    // libtorch has no kernel of its own there
    private protected override bool PrefersOwnSteps(Device device) => device.type == DeviceType.CPU;

    private protected override (Tensor Output, Tensor Last) Whole(Tensor rows, Tensor[] weights, bool both)
    {
        var start = zeros(both ? 2 : 1, rows.shape[0], Units, dtype: rows.dtype, device: rows.device);
        var results = Aten.Call("aten::gru"u8, "input"u8, 2, rows, start, weights, true, 1, 0.0, KeepsGradient, both, true);
        return (results[0], results[1]);
    }

    // Both directions at once, as a batch of products: half as many operators. D = 1 or 2 directions.
    private protected override Tensor[][] Steps((Tensor Steps, DirectionWeights Weights, Tensor? Kept)[] directions, bool all)
    {
        // The input's part of the gates, of all steps at once: (steps, D, batch, 3 units).
        var mapped =
            stack(directions.Select(direction => F.linear(direction.Steps, direction.Weights.Input, direction.Weights.InputBias)), 1)
                .to(float32);
        using var single = Autocast.Suspend(mapped.device); // a state that is carried over many steps
        var recurrent = stack(directions.Select(direction => direction.Weights.Recurrent.t()));                 // (D, units, 3 units)
        var bias = stack(directions.Select(direction => direction.Weights.RecurrentBias)).unsqueeze(1);         // (D, 1, 3 units)
        var kept = directions[0].Kept is null ? null : stack(directions.Select(direction => direction.Kept!));  // (D, batch, units)
        var doors = mapped.narrow(3, 0, 2 * Units).unbind(0);
        var contents = mapped.narrow(3, 2 * Units, Units).unbind(0);
        var states = new Tensor[doors.Length];
        var state = zeros(directions.Length, mapped.shape[2], Units, device: mapped.device);
        for (var i = 0; i < states.Length; i++)
        {
            var back = baddbmm(kept is null ? state : state * kept, recurrent, bias, 1, 1).split([2 * Units, Units], 2);
            var open = (doors[i] + back[0]).sigmoid_().chunk(2, 2);
            var content = addcmul(contents[i], open[0], back[1], 1).tanh_();
            states[i] = state = content.lerp(state, open[1]);
        }

        var wanted = all ? states : states[^1..];
        var byDirection = Array.ConvertAll(wanted, tensor => tensor.unbind(0));
        return [.. Enumerable.Range(0, directions.Length).Select(direction => Array.ConvertAll(byDirection, both => both[direction]))];
    }
}
