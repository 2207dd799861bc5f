using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Orchestrator.Models.Torch.Layers;

/// <summary>
/// Largest value of each window, (batch, channels, length) -> (batch, channels, length'): nn.MaxPool1d, which can also pad as Keras does,
/// and which on the CPU keeps the order in memory that <see cref="Conv1d"/> gives.
/// </summary>
/// <remarks>A rectifier may come after it as well as before: both are monotone, and it then has fewer values to rectify.</remarks>
internal sealed class MaxPool1d : nn.Module<Tensor, Tensor>
{
    private readonly long kernel, stride;
    private readonly bool same;

    /// <param name="kernel">Width of a window, at least 1.</param>
    /// <param name="stride">Step, at least 1; null = the width.</param>
    /// <param name="same">
    /// length' = ceil(length / stride), an odd place of padding on the right; otherwise length' = floor((length - kernel) / stride) + 1,
    /// and the rest is left out.
    /// </param>
    public MaxPool1d(int kernel, int? stride = null, bool same = false) : base(nameof(MaxPool1d)) =>
        (this.kernel, this.stride, this.same) = (kernel, stride ?? kernel, same);

    /// <inheritdoc />
    public override Tensor forward(Tensor input) =>
        F.max_pool2d(Padded(input, double.NegativeInfinity), [1, kernel], [1, stride]).squeeze(2);

    /// <summary>The sum of each window instead, of the same shape: what could pass, all together.</summary>
    public Tensor Sum(Tensor input) => F.avg_pool2d(Padded(input, 0), [1, kernel], [1, stride]).squeeze(2) * kernel;

    /// <summary>(batch, channels, 1, length) with its padding.</summary>
    private Tensor Padded(Tensor input, double value)
    {
        var image = input.unsqueeze(2);
        if (!same)
        {
            return image;
        }

        var length = input.shape[2];
        var missing = Math.Max(0, ((length + stride - 1) / stride - 1) * stride + kernel - length);
        return missing > 0 ? F.pad(image, [missing / 2, missing - missing / 2, 0, 0], PaddingModes.Constant, value) : image;
    }
}
