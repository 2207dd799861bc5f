using Orchestrator.Torch.Randomness;
using Orchestrator.Torch.Tensors;

namespace Orchestrator.Torch.Modules;

/// <summary>Sets each number to 0 with a probability p and divides the others by 1 - p (Srivastava et al. 2014). The identity outside of training.</summary>
/// <remarks>libtorch's own dropout takes no generator, so that its state could not be saved with a fold.</remarks>
public sealed class Dropout : Module
{
    private readonly double probability;
    private readonly Generator generator;

    /// <param name="probability">In [0, 1).</param>
    /// <param name="generator">Draws what is dropped, fastest on the device of the input.</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is outside [0, 1).</exception>
    public Dropout(double probability, Generator generator)
    {
        if (probability is not (>= 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(probability), probability, "A dropout probability lies in [0, 1).");
        (this.probability, this.generator) = (probability, generator);
    }

    /// <inheritdoc />
    public override Tensor Forward(Tensor input)
    {
        if (!Training || probability == 0) return input;
        return input * Mask(input.Shape, probability, generator, input.Device);
    }

    /// <summary>0 with the given probability, else 1 / (1 - probability).</summary>
    internal static Tensor Mask(ReadOnlySpan<long> shape, double probability, Generator generator, Device device)
    {
        var mask = RandomTensors.Bernoulli(shape, 1 - probability, generator).Mul_(1 / (1 - probability));
        return generator.Device == device ? mask : mask.To(device);
    }
}
