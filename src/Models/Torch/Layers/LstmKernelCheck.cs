using System.Collections.Concurrent;
using static Orchestrator.Models.Torch.Layers.KernelComparison;
using static TorchSharp.torch;

namespace Orchestrator.Models.Torch.Layers;

/// <summary>A layer of LSTM from a zero state, as <see cref="Recurrent.Whole"/> describes it.</summary>
internal delegate (Tensor Output, Tensor Last) LstmKernel(Tensor rows, Tensor[] weights, int units, bool both);

/// <summary>What a kernel is asked to compute: oneDNN writes another one for other sizes and types. Narrow: the 16-bit type of mixed
/// precision; null = single precision.</summary>
internal readonly record struct LstmShape(long Rows, long Steps, long Inputs, int Units, ScalarType? Narrow = null);

/// <summary>Whether an LSTM kernel of the processor computes what the equations say: asked once in a process for each shape.</summary>
/// <remarks>
/// oneDNN generates its kernels for the processor that it believes to be on. On a virtual one it was seen to be wrong by a tenth, in
/// evaluation as in gradients, without any error: the network learned something, and worse. A few rows and steps through plain products
/// show that for a millisecond or two. In bfloat16 it has no kernel at all for processors without AVX-512, and refuses.
/// </remarks>
internal static class LstmKernelCheck
{
    private const int MostRows = 64, MostSteps = 6;

    private static readonly ConcurrentDictionary<(LstmKernel, LstmShape), bool> Found = new();

    /// <summary>Whether output, last state and gradients agree with plain steps, with and without gradients asked for.</summary>
    /// <param name="kernel">What is checked.</param>
    /// <param name="shape">Of the batch at hand; the check takes its first rows and steps.</param>
    public static bool Agrees(LstmKernel kernel, LstmShape shape)
    {
        shape = shape with { Rows = Math.Min(shape.Rows, MostRows), Steps = Math.Min(shape.Steps, MostSteps) };
        return Found.GetOrAdd((kernel, shape), key =>
        {
            if (Fault(key.Item1, key.Item2) is not { } fault)
            {
                return true;
            }

            TorchRuntime.Remark($"libtorch's LSTM kernel {fault} on this processor (LSTM of {shape.Units} units over " +
                $"{shape.Inputs} inputs, {shape.Rows} rows): the layer goes step by step instead, which is right and slower.");
            return false;
        });
    }

    private static string? Fault(LstmKernel kernel, LstmShape shape)
    {
        try
        {
            return Compare(kernel, shape) ? null : "computes wrong numbers";
        }
        catch (TorchException)
        {
            return shape.Narrow is { } narrow ? $"cannot compute in {narrow}" : "cannot be used";
        }
    }

    private static bool Compare(LstmKernel kernel, LstmShape shape)
    {
        using var scope = NewDisposeScope();
        using var single = Autocast.Suspend(CPU);
        using var gradients = enable_grad();
        Tensor[] leaves =
        [
            Wave(1, 1, shape.Rows, shape.Steps, shape.Inputs),
            Wave(2, 1 / Math.Sqrt(shape.Inputs), Lstm.Gates * shape.Units, shape.Inputs),
            Wave(3, 1 / Math.Sqrt(shape.Units), Lstm.Gates * shape.Units, shape.Units),
            Wave(4, 0.3, Lstm.Gates * shape.Units), Wave(5, 0.3, Lstm.Gates * shape.Units),
        ];
        var weights = new DirectionWeights(leaves[1], leaves[2], leaves[3], leaves[4]);

        var expected = stack(Lstm.Steps(leaves[0].transpose(0, 1).contiguous(), weights, kept: null), 1);
        var (output, last) = Asked();
        (Tensor Output, Tensor Last) inference;
        using (no_grad())
        {
            inference = Asked();
        }

        return Agree(expected, output) && Agree(expected, inference.Output)
            && Agree(expected.select(1, -1), last[0]) && Agree(expected.select(1, -1), inference.Last[0])
            && Gradients(expected).Zip(Gradients(output)).All(pair => Agree(pair.First, pair.Second));

        (Tensor Output, Tensor Last) Asked() => kernel(As(leaves[0]), Array.ConvertAll(weights.All, As), shape.Units, false);
        Tensor As(Tensor of) => shape.Narrow is { } narrow ? of.to(narrow) : of; // what mixed precision does
        bool Agree(Tensor right, Tensor asked) => Same(right, asked, narrow: shape.Narrow is not null);
        IEnumerable<Tensor> Gradients(Tensor of) => autograd.grad([(of * Wave(6, 1, of.shape).detach()).sum()], leaves);
    }
}
