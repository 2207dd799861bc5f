using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Orchestrator.Models.Torch.Layers;

/// <summary>
/// Cross-correlation along a line, (batch, inputs, length) -> (batch, outputs, length'): nn.Conv1d with its weights and names, computed on
/// the CPU as a convolution over an image of one row. That keeps the channels of a position side by side in memory, where they usually come
/// so, and both it and the pooling after it take two thirds of the time.
/// </summary>
/// <remarks>length' = length - dilation (kernel - 1), or length with same padding.</remarks>
internal sealed class Conv1d : nn.Module<Tensor, Tensor>
{
    private readonly Parameter weight, bias;
    private readonly long dilation, padding;
    private readonly bool odd;

    /// <param name="inputs">Channels in.</param>
    /// <param name="outputs">Channels out.</param>
    /// <param name="kernel">Width.</param>
    /// <param name="same">Pads so that the length stays, an odd zero on the right, as Keras does.</param>
    /// <param name="dilation">Distance between taps.</param>
    public Conv1d(int inputs, int outputs, int kernel, bool same = false, int dilation = 1) : base(nameof(Conv1d))
    {
        var missing = same ? dilation * (kernel - 1) : 0;
        (this.dilation, padding, odd) = (dilation, missing / 2, missing % 2 == 1);
        var bound = 1 / Math.Sqrt((double)inputs * kernel); // PyTorch's, for both
        weight = new(nn.init.uniform_(empty(outputs, inputs, kernel), -bound, bound));
        bias = new(nn.init.uniform_(empty(outputs), -bound, bound));
        RegisterComponents();
    }

    /// <inheritdoc />
    public override Tensor forward(Tensor input)
    {
        if (input.device.type != DeviceType.CPU)
        {
            return F.conv1d(odd ? F.pad(input, [0, 1]) : input, weight, bias, padding: padding, dilation: dilation);
        }

        var image = input.unsqueeze(2);
        return F.conv2d(odd ? F.pad(image, [0, 1, 0, 0]) : image, weight.unsqueeze(2), bias, padding: [0, padding], dilation: [1, dilation])
            .squeeze(2);
    }
}
