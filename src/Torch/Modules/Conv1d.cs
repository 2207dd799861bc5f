using Orchestrator.Torch.Native;
using Orchestrator.Torch.Randomness;
using Orchestrator.Torch.Tensors;

namespace Orchestrator.Torch.Modules;

/// <summary>Cross-correlation along a line: (batch, inputs, length) -> (batch, outputs, length').</summary>
/// <remarks>length' = floor((length + 2 padding - dilation (kernel - 1) - 1) / stride) + 1; with same padding length' = length.</remarks>
public sealed class Conv1d : Module
{
    private static readonly Operator Convolve = new("aten::conv1d"), Pad = new("aten::constant_pad_nd");
    private static readonly long[] OneOnTheRight = [0, 1];
    private readonly Tensor weight;
    private readonly Tensor? bias;
    private readonly int stride, padding, dilation;
    private readonly bool odd;

    /// <param name="inputs">Channels in.</param>
    /// <param name="outputs">Channels out.</param>
    /// <param name="kernel">Width.</param>
    /// <param name="generator">Draws the weights.</param>
    /// <param name="stride">Step.</param>
    /// <param name="padding">Zeros on each side; of no effect with <paramref name="same"/>.</param>
    /// <param name="dilation">Distance between taps.</param>
    /// <param name="same">Pads so that the length stays, the odd zero on the right, as Keras does. Only with stride 1.</param>
    /// <param name="bias">Whether there is a bias for each channel.</param>
    /// <param name="initialisation">How the weights begin.</param>
    /// <exception cref="ArgumentException">Same padding with a stride.</exception>
    public Conv1d(
        int inputs, int outputs, int kernel, Generator generator, int stride = 1, int padding = 0, int dilation = 1,
        bool same = false, bool bias = true, Initialisation initialisation = Initialisation.TorchDefault)
    {
        if (same && stride != 1) throw new ArgumentException("Same padding goes with stride 1 only.", nameof(stride));
        var missing = dilation * (kernel - 1);
        (this.stride, this.dilation) = (stride, dilation);
        (this.padding, odd) = same ? (missing / 2, missing % 2 == 1) : (padding, false);
        var fanIn = (long)inputs * kernel;
        weight = RegisterParameter("weight", Weights.Draw([outputs, inputs, kernel], fanIn, (long)outputs * kernel, initialisation, generator));
        if (bias) this.bias = RegisterParameter("bias", Weights.DrawBias(outputs, fanIn, initialisation, generator));
    }

    /// <inheritdoc />
    public override Tensor Forward(Tensor input)
    {
        if (odd) input = Pad.Call(input, OneOnTheRight, 0.0);
        return Convolve.Call(input, weight, bias, stride, padding, dilation);
    }
}
