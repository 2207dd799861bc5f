using static TorchSharp.torch;

namespace Orchestrator.Models.Torch.Layers;

/// <summary>What a check of a kernel is asked with, and when its numbers count as right.</summary>
internal static class KernelComparison
{
    private const double Tolerance = 1e-3; // relative to the largest; rounding makes 1e-6

    /// <summary>Numbers of all sizes and signs that are the same everywhere; the generator belongs to the training.</summary>
    public static Tensor Wave(int which, double scale, params long[] shape) =>
        arange(shape.Aggregate(1L, (a, b) => a * b), float32).mul(0.37 + 0.11 * which).sin().mul(scale).reshape(shape).requires_grad_();

    /// <summary>Whether two results differ by rounding alone. A difference that is not a number is not that either.</summary>
    public static bool Same(Tensor expected, Tensor actual)
    {
        using var plain = no_grad();
        return (expected - actual).abs().max().cpu().item<float>() <= Tolerance * Math.Max(expected.abs().max().cpu().item<float>(), 1e-6);
    }
}
