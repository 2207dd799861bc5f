using static Orchestrator.Models.Torch.Layers.KernelComparison;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Orchestrator.Models.Torch.Layers;

/// <summary>A convolution along lines: of <c>[rows (batch, in, length), weights (out, in, kernel), biases (out)]</c>, with zeros at both
/// ends.</summary>
internal delegate Tensor Convolution(Tensor[] leaves, int padding);

/// <summary>What a kernel is asked to compute.</summary>
internal readonly record struct ConvolutionShape(int Rows, int In, int Out, int Kernel, int Length, int Padding);

/// <summary>Whether oneDNN's convolutions compute what the definition says: asked once in a process, when libtorch has been
/// loaded.</summary>
/// <remarks>
/// oneDNN generates its kernels for the processor that it believes to be on. On a virtual one they were seen to be wrong, the same each
/// time and without any error: networks learned something, and worse. A few small convolutions beside plain products show that in
/// milliseconds. Where they differ, libtorch computes without oneDNN, which is right and slower. See <see cref="LstmKernelCheck"/> for its
/// LSTM.
/// </remarks>
internal static class ConvolutionKernelCheck
{
    /// <summary>Blocks of the generated code that are full, and that are not.</summary>
    internal static readonly ConvolutionShape[] Shapes =
    [
        new(2, 2, 3, 3, 7, 0), new(2, 3, 4, 4, 8, 1), new(2, 4, 32, 11, 60, 5), new(3, 16, 24, 5, 33, 0), new(4, 32, 64, 3, 20, 1),
        new(2, 5, 7, 1, 9, 0),
    ];

    /// <summary>Whether all of them agree; where they do not, oneDNN is switched off for the whole process.</summary>
    public static bool Run()
    {
        if (Array.TrueForAll(Shapes, shape => Agrees(shape, Libtorch)))
        {
            return true;
        }

        LibtorchContext.UsesOneDnn = false;
        TorchRuntime.Remark("oneDNN's convolutions compute wrong numbers on this processor: libtorch works without oneDNN, which is right "
            + "and slower.");
        return false;
    }

    /// <summary>Whether outputs and gradients agree with plain products, with and without gradients asked for.</summary>
    internal static bool Agrees(ConvolutionShape shape, Convolution convolution)
    {
        using var scope = NewDisposeScope();
        using var gradients = enable_grad();
        Tensor[] leaves =
            [Wave(1, 1, shape.Rows, shape.In, shape.Length), Wave(2, 1, shape.Out, shape.In, shape.Kernel), Wave(3, 1, shape.Out)];
        var expected = Plain(leaves, shape.Padding);
        var computed = convolution(leaves, shape.Padding);
        Tensor inferred;
        using (no_grad())
        {
            inferred = convolution(leaves, shape.Padding);
        }

        return Same(expected, computed) && Same(expected, inferred)
            && Gradients(expected).Zip(Gradients(computed)).All(pair => Same(pair.First, pair.Second));

        IEnumerable<Tensor> Gradients(Tensor of) => autograd.grad([(of * Wave(4, 1, of.shape).detach()).sum()], leaves);
    }

    // As the layer does it: a line is an image of one row.
    private static Tensor Libtorch(Tensor[] leaves, int padding) =>
        F.conv2d(leaves[0].unsqueeze(2), leaves[1].unsqueeze(2), leaves[2], padding: [0, padding]).squeeze(2);

    /// <summary>A product for each tap of the kernel.</summary>
    internal static Tensor Plain(Tensor[] leaves, int padding)
    {
        var (padded, weight) = (F.pad(leaves[0], [padding, padding]), leaves[1]);
        var length = padded.shape[2] - weight.shape[2] + 1;
        var sum = leaves[2].reshape(1, -1, 1);
        for (var tap = 0L; tap < weight.shape[2]; tap++)
        {
            sum = sum + matmul(weight.select(2, tap), padded.narrow(2, tap, length));
        }

        return sum;
    }
}
