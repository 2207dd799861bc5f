using Orchestrator.Torch.Randomness;
using Orchestrator.Torch.Tensors;

namespace Orchestrator.Torch.Modules;

/// <summary>What LSTM and GRU have in common: weights a direction, padding, and which states come out.</summary>
/// <remarks>
/// x: (batch, steps, inputs). Out: (batch, steps, units * directions) as a sequence, else (batch, units * directions), the last state of the forward
/// direction beside that of the backward one. libtorch stacks layers with dropout from its own generator, so here one module is one layer.
/// </remarks>
public abstract class Recurrent : Module
{
    private readonly double recurrentDropout;
    private readonly Generator? dropoutGenerator;
    private readonly bool returnSequence;

    private protected Recurrent(
        int gates, int inputs, int units, Generator generator, bool bidirectional, bool returnSequence, double recurrentDropout, Generator? dropoutGenerator)
    {
        if (recurrentDropout > 0 && dropoutGenerator is null) throw new ArgumentNullException(nameof(dropoutGenerator), "Recurrent dropout needs a generator.");
        (Units, this.returnSequence, this.recurrentDropout, this.dropoutGenerator) = (units, returnSequence, recurrentDropout, dropoutGenerator);
        Directions = bidirectional ? 2 : 1;
        var weights = new List<Tensor>();
        foreach (var suffix in bidirectional ? new[] { "", "_reverse" } : [""])
        {
            weights.Add(RegisterParameter($"weight_ih_l0{suffix}", Draw(gates * units, inputs)));
            weights.Add(RegisterParameter($"weight_hh_l0{suffix}", Draw(gates * units, units)));
            weights.Add(RegisterParameter($"bias_ih_l0{suffix}", Draw(gates * units)));
            weights.Add(RegisterParameter($"bias_hh_l0{suffix}", Draw(gates * units)));
        }
        AllWeights = [.. weights];

        Tensor Draw(params ReadOnlySpan<long> shape)
        {
            var bound = 1 / Math.Sqrt(units); // PyTorch's, for all of them
            return RandomTensors.Uniform(shape, -bound, bound, generator);
        }
    }

    private protected int Units { get; }

    private protected int Directions { get; }

    private protected Tensor[] AllWeights { get; }

    /// <inheritdoc />
    public override Tensor Forward(Tensor input) => Forward(input, null);

    /// <summary>As <see cref="Forward(Tensor)"/>, for rows of different lengths.</summary>
    /// <param name="input">(batch, steps, inputs), padded at the end.</param>
    /// <param name="lengths">(batch) 64-bit integers from 1, where the input is; null = all full. What follows a row's end changes nothing; it comes out as 0.</param>
    public Tensor Forward(Tensor input, Tensor? lengths)
    {
        // libtorch's kernel knows no recurrent dropout, and on the CPU its gradient is slow.
        var own = Training && (recurrentDropout > 0 || input.Device.Kind == DeviceKind.Cpu);
        if (lengths is not null) return Padded(input, new PaddedRows(lengths, input.Size(1)), own);
        if (!own) return Result(Whole(input, AllWeights, Directions));
        var stepsFirst = StepsFirst(input);
        var ahead = Steps(stepsFirst, 0, backwards: false);
        if (Directions == 1) return returnSequence ? ahead.Transpose(0, 1) : ahead.Select(0, -1);
        var back = Steps(stepsFirst, 1, backwards: true);
        return returnSequence ? Tensor.Cat([ahead, back], 2).Transpose(0, 1) : Tensor.Cat([ahead.Select(0, -1), back.Select(0, 0)], 1);
    }

    /// <summary>libtorch's own kernel: (output (batch, steps, units * directions), last states (directions, batch, units)).</summary>
    /// <param name="input">(batch, steps, inputs).</param>
    /// <param name="weights">Four of each direction.</param>
    /// <param name="directions">1 or 2.</param>
    private protected abstract (Tensor Output, Tensor Last) Whole(Tensor input, Tensor[] weights, int directions);

    /// <summary>The shim's steps of one direction: (steps, batch, inputs) -> (steps, batch, units), every step's state.</summary>
    /// <param name="stepsFirst">Contiguous.</param>
    /// <param name="weights">Four of the direction.</param>
    /// <param name="kept">(batch, units) factors of the state before the recurrent weights, or null.</param>
    /// <param name="backwards">Whether the last step comes first.</param>
    private protected abstract Tensor Steps(Tensor stepsFirst, ReadOnlySpan<Tensor> weights, Tensor? kept, bool backwards);

    private static Tensor StepsFirst(Tensor input) => input.Transpose(0, 1).Contiguous();

    private Tensor[] WeightsOf(int direction) => AllWeights[(4 * direction)..(4 * direction + 4)];

    // Keras' recurrent_dropout (Gal & Ghahramani 2016): one mask a row and direction, the same at every step.
    private Tensor Steps(Tensor stepsFirst, int direction, bool backwards)
    {
        var kept = recurrentDropout > 0 ? Dropout.Mask([stepsFirst.Size(1), Units], recurrentDropout, dropoutGenerator!, stepsFirst.Device) : null;
        return Steps(stepsFirst, WeightsOf(direction), kept, backwards);
    }

    private Tensor Result((Tensor Output, Tensor Last) of) =>
        returnSequence ? of.Output : Directions == 1 ? of.Last.Select(0, 0) : Tensor.Cat([of.Last.Select(0, 0), of.Last.Select(0, 1)], 1);

    // Each direction alone, the backward one over rows that are turned round at their own ends. libtorch's packed sequences do the same, but on the CPU their
    // gradient takes time with the square of the steps, and they want the lengths on the CPU, for which a GPU would be waited for at every step.
    private Tensor Padded(Tensor input, PaddedRows rows, bool own)
    {
        var ahead = Run(input, 0);
        if (Directions == 1) return returnSequence ? rows.Cleared(ahead) : rows.Last(ahead);
        var back = Run(rows.Reversed(input), 1);
        return returnSequence ? rows.Cleared(Tensor.Cat([ahead, rows.Reversed(back)], 2)) : Tensor.Cat([rows.Last(ahead), rows.Last(back)], 1);

        Tensor Run(Tensor from, int direction) =>
            own ? Steps(StepsFirst(from), direction, backwards: false).Transpose(0, 1) : Whole(from, WeightsOf(direction), 1).Output;
    }
}
