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
    /// <param name="lengths">(batch) 64-bit integers from 1 on the CPU; null = all full. What follows a row's end changes nothing; it comes out as 0.</param>
    public Tensor Forward(Tensor input, Tensor? lengths)
    {
        var (output, last) = Training && recurrentDropout > 0 ? Unrolled(input, lengths)
            : lengths is null ? Run(input)
            : RunPacked(PackedSequence.Of(input, lengths));
        return returnSequence ? output : Join(last);
    }

    /// <summary>All steps of full rows: (output, last states (directions, batch, units)).</summary>
    private protected abstract (Tensor Output, Tensor Last) Run(Tensor input);

    private protected abstract (Tensor Output, Tensor Last) RunPacked(PackedSequence packed);

    /// <summary>One step. <paramref name="hidden"/> is what the recurrent weights see.</summary>
    private protected abstract (Tensor State, Tensor Cell) Step(Tensor mapped, Tensor hidden, Tensor state, Tensor cell, int direction);

    private Tensor Join(Tensor last) => Directions == 1 ? last.Select(0, 0) : Tensor.Cat([last.Select(0, 0), last.Select(0, 1)], 1);

    // Keras' recurrent_dropout (Gal & Ghahramani 2016): one mask a row and direction, the same at every step.
    private (Tensor Output, Tensor Last) Unrolled(Tensor input, Tensor? lengths)
    {
        var (batch, steps, device) = (input.Size(0), (int)input.Size(1), input.Device);
        var (outputs, lasts) = (new Tensor[Directions], new Tensor[Directions]);
        var mask = lengths is null ? null : Tensor.Arange(steps).Unsqueeze(0).Lt(lengths.Unsqueeze(1)).To(DType.Float32).To(device).Unsqueeze(2);
        for (var direction = 0; direction < Directions; direction++)
        {
            var mapped = input.LinearMap(AllWeights[4 * direction], AllWeights[4 * direction + 2]);
            var kept = Dropout.Mask([batch, Units], recurrentDropout, dropoutGenerator!, device);
            var (state, cell) = (Tensor.Zeros([batch, Units], device: device), Tensor.Zeros([batch, Units], device: device));
            var sequence = new Tensor[steps];
            for (var i = 0; i < steps; i++)
            {
                var at = direction == 0 ? i : steps - 1 - i;
                var (nextState, nextCell) = Step(mapped.Select(1, at), state * kept, state, cell, direction);
                if (mask?.Select(1, at) is { } present)
                {
                    nextState = nextState * present + state * (1 - present);
                    nextCell = nextCell * present + cell * (1 - present);
                    sequence[at] = nextState * present;
                }
                else
                {
                    sequence[at] = nextState;
                }
                (state, cell) = (nextState, nextCell);
            }
            (outputs[direction], lasts[direction]) = (Tensor.Stack(sequence, 1), state);
        }
        return (Directions == 1 ? outputs[0] : Tensor.Cat(outputs, 2), Tensor.Stack(lasts));
    }
}
