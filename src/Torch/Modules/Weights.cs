using Orchestrator.Torch.Randomness;
using Orchestrator.Torch.Tensors;

namespace Orchestrator.Torch.Modules;

/// <summary>Draws initial weights.</summary>
internal static class Weights
{
    public static Tensor Draw(ReadOnlySpan<long> shape, long fanIn, long fanOut, Initialisation initialisation, Generator generator)
    {
        var bound = initialisation == Initialisation.XavierUniform ? Math.Sqrt(6.0 / (fanIn + fanOut)) : 1 / Math.Sqrt(fanIn);
        return RandomTensors.Uniform(shape, -bound, bound, generator);
    }

    public static Tensor DrawBias(long length, long fanIn, Initialisation initialisation, Generator generator)
    {
        if (initialisation == Initialisation.XavierUniform) return Tensor.Zeros([length], device: generator.Device);
        var bound = 1 / Math.Sqrt(fanIn);
        return RandomTensors.Uniform([length], -bound, bound, generator);
    }
}
