using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Orchestrator.Models.Torch.Layers;

/// <summary>
/// Largest value of each window, padded as Keras does: (batch, channels, length) -> (batch, channels, ceil(length / stride)), an odd place of padding on the
/// right. nn.MaxPool1d pads both sides alike.
/// </summary>
internal sealed class SameMaxPool1d : nn.Module<Tensor, Tensor>
{
    private readonly long kernel, stride;

    /// <param name="kernel">Width of a window, at least 1.</param>
    /// <param name="stride">Step, at least 1; null = the width.</param>
    public SameMaxPool1d(int kernel, int? stride = null) : base(nameof(SameMaxPool1d)) => (this.kernel, this.stride) = (kernel, stride ?? kernel);

    /// <inheritdoc />
    public override Tensor forward(Tensor input)
    {
        var length = input.shape[2];
        var missing = Math.Max(0, ((length + stride - 1) / stride - 1) * stride + kernel - length);
        if (missing == 0)
        {
            return F.max_pool1d(input, kernel, stride);
        }

        using var padded = F.pad(input, [missing / 2, missing - missing / 2], TorchSharp.PaddingModes.Constant, double.NegativeInfinity);
        return F.max_pool1d(padded, kernel, stride);
    }
}
