using Orchestrator.Models.Torch;
using static TorchSharp.torch;

namespace Orchestrator.Models.Tests.Torch.Reference;

/// <summary>Tensors whose elements a formula gives, so that PyTorch and these tests can make the same ones.</summary>
internal static class Waves
{
    /// <summary>Element i is scale * sin(step * i + phase), as Float32.</summary>
    public static Tensor Sine(ReadOnlySpan<long> shape, double step, double phase, double scale = 1) =>
        Make(shape, i => scale * Math.Sin(step * i + phase));

    /// <summary>Element i is cos(step * i), as Float32.</summary>
    public static Tensor Cosine(ReadOnlySpan<long> shape, double step) => Make(shape, i => Math.Cos(step * i));

    /// <summary>What the reference feeds its modules: sin(0.21 i + 0.5).</summary>
    public static Tensor Signal(params ReadOnlySpan<long> shape) => Sine(shape, 0.21, 0.5);

    private static Tensor Make(ReadOnlySpan<long> shape, Func<int, double> element)
    {
        long count = 1;
        foreach (var extent in shape)
        {
            count *= extent;
        }

        return HostTensors.FromSpan<float>([.. Enumerable.Range(0, (int)count).Select(i => (float)element(i))], shape);
    }
}
