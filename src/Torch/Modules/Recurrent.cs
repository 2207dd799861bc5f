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
        var rows = lengths is null ? null : new PaddedRows(lengths, input.Size(1));
        var (output, last) = Training && recurrentDropout > 0 ? Unrolled(input, rows)
            : rows is null ? Run(input, AllWeights)
            : RunPadded(input, rows);
        return returnSequence ? output! : Join(last);
    }

    /// <summary>All steps of full rows: (output, last states (directions, batch, units)).</summary>
    /// <param name="input">(batch, steps, inputs).</param>
    /// <param name="weights">Four of one direction, or eight of both.</param>
    private protected abstract (Tensor Output, Tensor Last) Run(Tensor input, Tensor[] weights);

    /// <summary>The biases that the input's map can add for all steps at once.</summary>
    private protected abstract Tensor InputBias(int direction);

    /// <summary>One step.</summary>
    /// <param name="mapped">(batch, gates * units): W_ih x + <see cref="InputBias"/> of this step.</param>
    /// <param name="hidden">(batch, units): what the recurrent weights see of the state.</param>
    /// <param name="weight">(units, gates * units): W_hh, transposed.</param>
    /// <param name="state">(batch, units).</param>
    /// <param name="cell">(batch, units); of LSTM alone.</param>
    /// <param name="direction">0 or 1.</param>
    private protected abstract (Tensor State, Tensor Cell) Step(Tensor mapped, Tensor hidden, Tensor weight, Tensor state, Tensor cell, int direction);

    private Tensor Join(Tensor last) => Directions == 1 ? last.Select(0, 0) : Tensor.Cat([last.Select(0, 0), last.Select(0, 1)], 1);

    // Each direction alone, the backward one over rows that are turned round at their own ends. libtorch's packed sequences do the same, but on the CPU their
    // gradient takes time with the square of the steps, and they want the lengths on the CPU, for which a GPU would be waited for at every step.
    private (Tensor? Output, Tensor Last) RunPadded(Tensor input, PaddedRows rows)
    {
        var ahead = Run(input, AllWeights[..4]).Output;
        if (Directions == 1) return (rows.Cleared(ahead), Tensor.Stack([rows.Last(ahead)]));
        var back = Run(rows.Reversed(input), AllWeights[4..]).Output;
        var output = returnSequence ? rows.Cleared(Tensor.Cat([ahead, rows.Reversed(back)], 2)) : null;
        return (output, Tensor.Stack([rows.Last(ahead), rows.Last(back)]));
    }

    // Keras' recurrent_dropout (Gal & Ghahramani 2016): one mask a row and direction, the same at every step.
    private (Tensor? Output, Tensor Last) Unrolled(Tensor input, PaddedRows? rows)
    {
        var (batch, steps, device) = (input.Size(0), (int)input.Size(1), input.Device);
        var (outputs, lasts) = (new Tensor[Directions], new Tensor[Directions]);
        var present = rows?.Present.Unbind(1);
        var stepsFirst = input.Transpose(0, 1).Contiguous(); // each step's share of the map is then one block of memory
        for (var direction = 0; direction < Directions; direction++)
        {
            var mapped = stepsFirst.LinearMap(AllWeights[4 * direction], InputBias(direction)).Unbind(0);
            var weight = AllWeights[4 * direction + 1].Transpose(0, 1);
            var kept = Dropout.Mask([batch, Units], recurrentDropout, dropoutGenerator!, device);
            var (state, cell) = (Tensor.Zeros([batch, Units], device: device), Tensor.Zeros([batch, Units], device: device));
            var sequence = new Tensor[steps];
            for (var i = 0; i < steps; i++)
            {
                var at = direction == 0 ? i : steps - 1 - i;
                var (nextState, nextCell) = Step(mapped[at], state * kept, weight, state, cell, direction);
                (state, cell) = present is null
                    ? (nextState, nextCell)
                    : (Tensor.Where(present[at], nextState, state), Tensor.Where(present[at], nextCell, cell));
                sequence[at] = state;
            }
            if (returnSequence) outputs[direction] = Tensor.Stack(sequence, 1);
            lasts[direction] = state;
        }
        if (!returnSequence) return (null, Tensor.Stack(lasts));
        var output = Directions == 1 ? outputs[0] : Tensor.Cat(outputs, 2);
        return (rows is null ? output : rows.Cleared(output), Tensor.Stack(lasts));
    }
}
