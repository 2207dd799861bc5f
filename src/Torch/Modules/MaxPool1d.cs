using Orchestrator.Torch.Native;
using Orchestrator.Torch.Tensors;

namespace Orchestrator.Torch.Modules;

/// <summary>Largest value of each window: (batch, channels, length) -> (batch, channels, length').</summary>
/// <param name="kernel">Width of a window.</param>
/// <param name="stride">Step; null = the width.</param>
/// <param name="same">
/// Pads as Keras does, so that length' = ceil(length / stride); otherwise length' = floor((length - kernel) / stride) + 1, and the rest is left out.
/// </param>
public sealed class MaxPool1d(int kernel, int? stride = null, bool same = false) : Module
{
    private static readonly Operator Pool = new("aten::max_pool1d"), Pad = new("aten::constant_pad_nd");
    private readonly int step = stride ?? kernel;

    /// <inheritdoc />
    public override Tensor Forward(Tensor input)
    {
        if (same)
        {
            var length = input.Size(-1);
            var missing = Math.Max(0, ((length + step - 1) / step - 1) * step + kernel - length);
            if (missing > 0) input = Pad.Call(input, new[] { missing / 2, missing - missing / 2 }, double.NegativeInfinity);
        }
        return Pool.Call(input, kernel, step);
    }
}
