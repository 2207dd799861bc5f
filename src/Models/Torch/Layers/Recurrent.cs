using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Orchestrator.Models.Torch.Layers;

/// <summary>
/// What <see cref="Lstm"/> and <see cref="Gru"/> add to nn.LSTM and nn.GRU: rows of different lengths without packing, recurrent dropout, and a choice of what
/// comes out. The names of the weights are PyTorch's.
/// </summary>
/// <remarks>
/// x: (batch, steps, inputs). Out: (batch, steps, units x directions) as a sequence, else (batch, units x directions), the last state of the forward
/// direction beside that of the backward one.
/// </remarks>
internal abstract class Recurrent : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = "weight_ih_l0")] private readonly Parameter input;
    [ComponentName(Name = "weight_hh_l0")] private readonly Parameter recurrent;
    [ComponentName(Name = "bias_ih_l0")] private readonly Parameter inputBias;
    [ComponentName(Name = "bias_hh_l0")] private readonly Parameter recurrentBias;
    [ComponentName(Name = "weight_ih_l0_reverse")] private readonly Parameter? inputReverse;
    [ComponentName(Name = "weight_hh_l0_reverse")] private readonly Parameter? recurrentReverse;
    [ComponentName(Name = "bias_ih_l0_reverse")] private readonly Parameter? inputBiasReverse;
    [ComponentName(Name = "bias_hh_l0_reverse")] private readonly Parameter? recurrentBiasReverse;

    private readonly double recurrentDropout;
    private readonly bool returnSequence, bidirectional;
    private Tensor? lengths; // of the call in progress

    private protected Recurrent(string name, int gates, int inputs, int units, bool bidirectional, bool returnSequence, double recurrentDropout) : base(name)
    {
        if (recurrentDropout is not (>= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(recurrentDropout), recurrentDropout, "A dropout probability lies in [0, 1).");
        }

        (Units, this.bidirectional, this.returnSequence, this.recurrentDropout) = (units, bidirectional, returnSequence, recurrentDropout);
        var bound = 1 / Math.Sqrt(units); // PyTorch's, for all of them
        (input, recurrent, inputBias, recurrentBias) = (Draw(gates * units, inputs), Draw(gates * units, units), Draw(gates * units), Draw(gates * units));
        if (bidirectional)
        {
            (inputReverse, recurrentReverse) = (Draw(gates * units, inputs), Draw(gates * units, units));
            (inputBiasReverse, recurrentBiasReverse) = (Draw(gates * units), Draw(gates * units));
        }

        RegisterComponents();

        Parameter Draw(params long[] shape) => new(nn.init.uniform_(empty(shape), -bound, bound));
    }

    private protected int Units { get; }

    /// <summary>As <see cref="forward"/>, for rows of different lengths.</summary>
    /// <param name="rows">(batch, steps, inputs), padded at the end.</param>
    /// <param name="ends">(batch) 64-bit integers from 1, where the rows are; null = all full. What follows a row's end changes nothing; it comes out as 0.</param>
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
        var own = training && (recurrentDropout > 0 || PrefersOwnSteps(rows.device));
        if (lengths is not null)
        {
            return Padded(rows, new PaddedRows(lengths, rows.shape[1]), own);
        }

        return own ? Stepped(rows) : Result(Whole(rows, bidirectional ? [.. Ahead.All, .. Back.All] : Ahead.All, bidirectional));
    }

    private DirectionWeights Ahead => new(input, recurrent, inputBias, recurrentBias);

    private DirectionWeights Back => new(inputReverse!, recurrentReverse!, inputBiasReverse!, recurrentBiasReverse!);

    /// <summary>Whether training without recurrent dropout, too, is faster step by step than in libtorch's kernel.</summary>
    private protected abstract bool PrefersOwnSteps(Device device);

    /// <summary>libtorch's kernel: (output (batch, steps, units x directions), last states (directions, batch, units)).</summary>
    /// <param name="rows">(batch, steps, inputs).</param>
    /// <param name="weights">Four of each direction.</param>
    /// <param name="both">Whether there are two directions.</param>
    private protected abstract (Tensor Output, Tensor Last) Whole(Tensor rows, Tensor[] weights, bool both);

    /// <summary>The steps of one direction, in the order in which they are given: (steps, batch, inputs) -> the states (batch, units) after each.</summary>
    /// <param name="stepsFirst">Contiguous.</param>
    /// <param name="weights">Of the direction.</param>
    /// <param name="kept">(batch, units) factors of the state before the recurrent weights, or null.</param>
    private protected abstract Tensor[] Steps(Tensor stepsFirst, DirectionWeights weights, Tensor? kept);

    private Tensor Stepped(Tensor rows)
    {
        var stepsFirst = rows.transpose(0, 1).contiguous();
        var ahead = Steps(stepsFirst, Ahead, Mask(rows));
        if (!bidirectional)
        {
            return returnSequence ? stack(ahead, 1) : ahead[^1];
        }

        var back = Steps(stepsFirst.flip(0), Back, Mask(rows));
        return returnSequence ? cat([stack(ahead, 1), stack(back.Reverse(), 1)], 2) : cat([ahead[^1], back[^1]], 1);
    }

    // Keras' recurrent_dropout (Gal & Ghahramani 2016): one mask a row and direction, the same at every step.
    private Tensor? Mask(Tensor rows) =>
        recurrentDropout > 0 ? F.dropout(ones(rows.shape[0], Units, device: rows.device), recurrentDropout, training: true) : null;

    private Tensor Result((Tensor Output, Tensor Last) of) =>
        returnSequence ? of.Output : bidirectional ? cat([of.Last[0], of.Last[1]], 1) : of.Last[0];

    // Each direction alone, the backward one over rows that are turned round at their own ends. Packed sequences do the same, but on the CPU their
    // gradient takes time with the square of the steps.
    private Tensor Padded(Tensor rows, PaddedRows ends, bool own)
    {
        var ahead = Run(rows, Ahead);
        if (!bidirectional)
        {
            return returnSequence ? ends.Cleared(ahead) : ends.Last(ahead);
        }

        var back = Run(ends.Reversed(rows), Back);
        return returnSequence ? ends.Cleared(cat([ahead, ends.Reversed(back)], 2)) : cat([ends.Last(ahead), ends.Last(back)], 1);

        Tensor Run(Tensor from, DirectionWeights weights) =>
            own ? stack(Steps(from.transpose(0, 1).contiguous(), weights, Mask(from)), 1) : Whole(from, weights.All, both: false).Output;
    }
}
