using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Orchestrator.Models.Torch.Layers;

/// <summary>
/// What <see cref="Lstm"/> and <see cref="Gru"/> add to nn.LSTM and nn.GRU: rows of different lengths without packing, recurrent dropout,
/// and a choice of what comes out. The names of the weights are PyTorch's.
/// </summary>
/// <remarks>
/// x: (batch, steps, inputs). Out: (batch, steps, units x directions) as a sequence, else (batch, units x directions), the last state of
/// the forward direction beside that of the backward one.
/// </remarks>
internal abstract class Recurrent : nn.Module<Tensor, Tensor>
{
    // Named as PyTorch names them: a field's name is that of the parameter.
    private readonly Parameter weight_ih_l0, weight_hh_l0, bias_ih_l0, bias_hh_l0;
    private readonly Parameter? weight_ih_l0_reverse, weight_hh_l0_reverse, bias_ih_l0_reverse, bias_hh_l0_reverse;

    private readonly double recurrentDropout;
    private readonly bool returnSequence, bidirectional;
    private Tensor? lengths; // of the call in progress

    private protected Recurrent(string name, int gates, int inputs, int units, bool bidirectional, bool returnSequence,
        double recurrentDropout) : base(name)
    {
        if (recurrentDropout is not (>= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(recurrentDropout), recurrentDropout, "A dropout probability lies in [0, 1).");
        }

        (Units, this.bidirectional, this.returnSequence, this.recurrentDropout) = (units, bidirectional, returnSequence, recurrentDropout);
        var bound = 1 / Math.Sqrt(units); // PyTorch's, for all of them
        (weight_ih_l0, weight_hh_l0, bias_ih_l0, bias_hh_l0) =
            (Draw(gates * units, inputs), Draw(gates * units, units), Draw(gates * units), Draw(gates * units));
        if (bidirectional)
        {
            (weight_ih_l0_reverse, weight_hh_l0_reverse) = (Draw(gates * units, inputs), Draw(gates * units, units));
            (bias_ih_l0_reverse, bias_hh_l0_reverse) = (Draw(gates * units), Draw(gates * units));
        }

        RegisterComponents();

        Parameter Draw(params long[] shape) => new(nn.init.uniform_(empty(shape), -bound, bound));
    }

    private protected int Units { get; }

    /// <summary>As <see cref="forward"/>, for rows of different lengths.</summary>
    /// <param name="rows">(batch, steps, inputs), padded at the end.</param>
    /// <param name="ends">(batch) 64-bit integers from 1, where the rows are; null = all full. What follows a row's end changes nothing; it
    /// comes out as 0.</param>
    public Tensor call(Tensor rows, Tensor? ends)
    {
        lengths = ends;
        try
        {
            return call(rows);
        }
        finally
        {
            lengths = null;
        }
    }

    /// <inheritdoc />
    public override Tensor forward(Tensor rows)
    {
        var own = training && (recurrentDropout > 0 || PrefersOwnSteps(rows.device)) || MustTakeOwnSteps(rows);
        if (lengths is not null)
        {
            return Padded(rows, new PaddedRows(lengths, rows.shape[1]), own);
        }

        return own ? Stepped(rows) : Result(Whole(rows, bidirectional ? [.. Ahead.All, .. Back.All] : Ahead.All, bidirectional));
    }

    /// <summary>Whether libtorch's kernel shall keep what its gradient takes: oneDNN and cuDNN refuse the gradient of one that did not,
    /// also where a network that has ceased training is differentiated by its inputs.</summary>
    private protected static bool KeepsGradient => is_grad_enabled();

    private DirectionWeights Ahead => new(weight_ih_l0, weight_hh_l0, bias_ih_l0, bias_hh_l0);

    private DirectionWeights Back => new(weight_ih_l0_reverse!, weight_hh_l0_reverse!, bias_ih_l0_reverse!, bias_hh_l0_reverse!);

    /// <summary>Whether training without recurrent dropout, too, is faster step by step than in libtorch's kernel.</summary>
    private protected abstract bool PrefersOwnSteps(Device device);

    /// <summary>Whether libtorch's kernel cannot be trusted with such rows.</summary>
    /// <param name="rows">(batch, steps, inputs).</param>
    private protected virtual bool MustTakeOwnSteps(Tensor rows) => false;

    /// <summary>libtorch's kernel: (output (batch, steps, units x directions), last states (directions, batch, units)).</summary>
    /// <param name="rows">(batch, steps, inputs).</param>
    /// <param name="weights">Four of each direction.</param>
    /// <param name="both">Whether there are two directions.</param>
    private protected abstract (Tensor Output, Tensor Last) Whole(Tensor rows, Tensor[] weights, bool both);

    /// <summary>Step by step, one direction or two, each in the order in which its steps are given.</summary>
    /// <param name="directions">Of each: (steps, batch, inputs), contiguous; its weights; (batch, units) factors of the state before the
    /// recurrent weights, or null.</param>
    /// <param name="all">Whether all states are wanted, or the last alone.</param>
    /// <returns>Of each direction the states (batch, units).</returns>
    private protected abstract Tensor[][] Steps((Tensor Steps, DirectionWeights Weights, Tensor? Kept)[] directions, bool all);

    private Tensor Stepped(Tensor rows)
    {
        var stepsFirst = rows.transpose(0, 1).contiguous();
        if (!bidirectional)
        {
            var states = Steps([(stepsFirst, Ahead, Mask(rows))], returnSequence)[0];
            return returnSequence ? stack(states, 1) : states[^1];
        }

        var both = Steps([(stepsFirst, Ahead, Mask(rows)), (stepsFirst.flip(0), Back, Mask(rows))], returnSequence);
        return returnSequence ? cat([stack(both[0], 1), stack(both[1].Reverse(), 1)], 2) : cat([both[0][^1], both[1][^1]], 1);
    }

    // Keras' recurrent_dropout (Gal & Ghahramani 2016): one mask a row and direction, the same at every step.
    private Tensor? Mask(Tensor rows) => training && recurrentDropout > 0
        ? F.dropout(ones(rows.shape[0], Units, device: rows.device), recurrentDropout, training: true) : null;

    private Tensor Result((Tensor Output, Tensor Last) of) =>
        returnSequence ? of.Output : bidirectional ? cat([of.Last[0], of.Last[1]], 1) : of.Last[0];

    // Each direction alone, the backward one over rows that are turned round at their own ends. Packed sequences do the same, but on the
    // CPU their gradient takes time with the square of the steps.
    private Tensor Padded(Tensor rows, PaddedRows ends, bool own)
    {
        (Tensor Rows, DirectionWeights Weights)[] directions = bidirectional
            ? [(rows, Ahead), (ends.Reversed(rows), Back)] : [(rows, Ahead)];
        var outputs = own
            ? [.. Steps([.. directions.Select(direction => (direction.Rows.transpose(0, 1).contiguous(), direction.Weights, Mask(rows)))],
                all: true).Select(states => stack(states, 1))]
            : Array.ConvertAll(directions, direction => Whole(direction.Rows, direction.Weights.All, both: false).Output);
        return (bidirectional, returnSequence) switch
        {
            (false, false) => ends.Last(outputs[0]),
            (false, true) => ends.Cleared(outputs[0]),
            (true, false) => cat([ends.Last(outputs[0]), ends.Last(outputs[1])], 1),
            (true, true) => ends.Cleared(cat([outputs[0], ends.Reversed(outputs[1])], 2)),
        };
    }
}
