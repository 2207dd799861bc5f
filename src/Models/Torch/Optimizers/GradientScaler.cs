using TorchSharp;
using static TorchSharp.torch;

namespace Orchestrator.Models.Torch.Optimizers;

/// <summary>
/// Keeps small gradients of 16-bit floats from rounding to 0: the loss is multiplied by a factor and its gradient divided by it. The factor
/// halves when a gradient overflows, and doubles after many steps in which none did (Micikevicius et al. 2018, section 3.2; the numbers are
/// PyTorch's).
/// </summary>
internal sealed class GradientScaler
{
    private const double First = 65536;
    private const long StepsToGrow = 2000;

    private long steps; // without overflow, since the factor changed

    /// <summary>What the next loss is multiplied by.</summary>
    public double Factor { get; private set; } = First;

    /// <summary>The loss to go backward from.</summary>
    public Tensor Scale(Tensor loss) => loss * Factor;

    /// <summary>Divides gradients by the factor. Waits for the device.</summary>
    /// <returns>Whether they can be used: false when one is not finite, and the step is to be left out.</returns>
    public bool Unscale(IReadOnlyList<Tensor> gradients)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using Scalar inverse = 1 / Factor;
        foreach (var gradient in gradients)
        {
            gradient.mul_(inverse);
        }

        var usable = stack(gradients.Select(gradient => gradient.sum())).isfinite().all().item<bool>();
        steps = usable ? steps + 1 : 0;
        if (!usable)
        {
            Factor /= 2;
        }
        else if (steps == StepsToGrow)
        {
            (Factor, steps) = (Factor * 2, 0);
        }

        return usable;
    }

    /// <summary>Everything that the next step depends on.</summary>
    public OrderedDictionary<string, Tensor> StateDict() =>
        new() { ["factor"] = tensor([Factor], float64), ["steps"] = tensor([steps], int64) };

    /// <summary>Continues where <see cref="StateDict"/> was called.</summary>
    /// <exception cref="KeyNotFoundException">The state is of something else.</exception>
    public void LoadStateDict(IReadOnlyDictionary<string, Tensor> state) =>
        (Factor, steps) = (state["factor"].item<double>(), state["steps"].item<long>());
}
