using static TorchSharp.torch;

namespace Orchestrator.Models.Torch.Layers;

/// <summary>What a check of a kernel is asked with, and when its numbers count as right.</summary>
internal static class KernelComparison
{
    // Relative to the largest. Rounding makes 1e-6, that of a 16-bit type 1e-2; wrong kernels were wrong by a tenth and more.
    private const double Tolerance = 1e-3, NarrowTolerance = 5e-2;

    /// <summary>Numbers of all sizes and signs that are the same everywhere; the generator belongs to the training.</summary>
    public static Tensor Wave(int which, double scale, params long[] shape) =>
        arange(shape.Aggregate(1L, (a, b) => a * b), float32).mul(0.37 + 0.11 * which).sin().mul(scale).reshape(shape).requires_grad_();

    /// <summary>Whether two results differ by rounding alone. A difference that is not a number is not that either.</summary>
    /// <param name="expected">In single precision.</param>
    /// <param name="actual">What the kernel made of the same numbers.</param>
    /// <param name="narrow">Whether the kernel computed in a 16-bit type.</param>
    public static bool Same(Tensor expected, Tensor actual, bool narrow = false)
    {
        using var plain = no_grad();
        return (expected - actual).abs().max().cpu().item<float>()
            <= (narrow ? NarrowTolerance : Tolerance) * Math.Max(expected.abs().max().cpu().item<float>(), 1e-6);
    }
}
