using System.Runtime.InteropServices;
using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data;
using Orchestrator.Models.Data.Sequences;
using Orchestrator.Models.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace Orchestrator.Interpretation.Networks;

/// <summary>
/// A trained network as a function of numbers, which can be changed one by one and by which it can be differentiated. Rows of DNA become
/// numbers too: at each position the weight of each of the six codes of <see cref="DnaAlphabet"/>, see <see cref="RelaxedCodes"/>.
/// </summary>
public sealed class InterpretedNetwork : IDisposable
{
    // Numbers of the rows that are computed at once; the layers behind them take several times as much memory.
    private const int NumbersAtOnce = 1 << 20, FewestAtOnce = 16, MostAtOnce = 512, MoreOnGpu = 8;

    private readonly nn.Module<Tensor, Tensor> network;
    private readonly RelaxedCodes? codes;
    private readonly long[] rowShape; // of the numbers of one row

    /// <param name="network">Taken over: it goes to the device, stops training, and is disposed of with this.</param>
    /// <param name="shape">What it was built for.</param>
    /// <param name="kind">What its rows are made of.</param>
    /// <param name="device">Such as <c>cpu</c> or <c>cuda:0</c>.</param>
    /// <exception cref="DataMismatchException">It takes DNA, and has neither a one-hot layer nor an embedding of its codes.</exception>
    public InterpretedNetwork(nn.Module<Tensor, Tensor> network, DataShape shape, InputKind kind, string device = "cpu")
    {
        (this.network, Shape, Kind, Device) = (network, shape, kind, TorchDevice.Parse(device));
        network.to(Device);
        network.eval();
        foreach (var parameter in network.parameters())
        {
            parameter.requires_grad = false; // the inputs' gradients are wanted, and no others
        }

        foreach (var tensor in network.parameters().Concat(network.buffers()))
        {
            tensor.DetachFromDisposeScope(); // the caller's, which would free what has just gone to the device
        }

        codes = kind == InputKind.Sequence ? new(network) : null;
        rowShape = kind == InputKind.Sequence ? [shape.Row[0], DnaAlphabet.Count] : [.. shape.Row.Select(extent => (long)extent)];
        Width = (int)rowShape.Aggregate(1L, (product, extent) => checked(product * extent));
    }

    /// <summary>What it was built for.</summary>
    public DataShape Shape { get; }

    /// <summary>What its rows are made of.</summary>
    public InputKind Kind { get; }

    /// <summary>Whether its rows are DNA.</summary>
    public bool IsSequence => Kind == InputKind.Sequence;

    /// <summary>Numbers of one row: of DNA six a position.</summary>
    public int Width { get; }

    /// <summary>Whether its outputs can be differentiated by its inputs: those of a forest cannot.</summary>
    public bool HasGradient
    {
        get
        {
            using var scope = NewDisposeScope();
            return Outputs(zeros([1, Width], device: Device).requires_grad_(), OutputScale.Raw).requires_grad;
        }
    }

    /// <summary>Where it computes.</summary>
    internal Device Device { get; }

    /// <summary>Rows that are computed at once.</summary>
    internal int RowsAtOnce =>
        Math.Clamp(NumbersAtOnce / Width, FewestAtOnce, MostAtOnce) * (Device.type == DeviceType.CPU ? 1 : MoreOnGpu);

    /// <summary>The layers, for methods that look at weights.</summary>
    internal nn.Module<Tensor, Tensor> Module => network;

    /// <summary>Rows as numbers, (rows, <see cref="Width"/>) on the device.</summary>
    /// <param name="inputs">As the network was trained on.</param>
    /// <param name="rows">Row numbers.</param>
    public Tensor Encode(Inputs inputs, ReadOnlySpan<int> rows)
    {
        var numbers = HostTensors.Empty<float>([rows.Length, Width]);
        for (var i = 0; i < rows.Length; i++)
        {
            var row = HostTensors.Rows<float>(numbers, (long)i * Width, Width);
            if (inputs is SequenceInputs sequences)
            {
                row.Clear();
                var own = sequences.Codes(rows[i]);
                for (var position = 0; position < own.Length; position++)
                {
                    row[position * DnaAlphabet.Count + own[position]] = 1;
                }
            }
            else
            {
                inputs.CopyRows(rows.Slice(i, 1), row);
            }
        }

        return numbers.to(Device);
    }

    /// <summary>The outputs (rows, outputs) for rows as <see cref="Encode"/> gives them, changed or not; without dropout.</summary>
    /// <exception cref="TorchException">libtorch refused, for want of memory, say.</exception>
    public Tensor Outputs(Tensor rows, OutputScale scale)
    {
        try
        {
            var shaped = rows.reshape([-1, .. rowShape]);
            var raw = codes is null ? network.call(shaped) : codes.Call(network, shaped);
            return (scale, Shape.Task) switch
            {
                (OutputScale.Probability, TaskKind.TwoClasses or TaskKind.Labels) => raw.sigmoid(),
                (OutputScale.Probability, TaskKind.ManyClasses) => raw.softmax(1),
                _ => raw,
            };
        }
        catch (ExternalException refusal)
        {
            throw TorchException.Of(refusal);
        }
    }

    /// <summary>The outputs of any number of rows, (rows, outputs) row-major, computed part by part.</summary>
    public float[] AllOutputs(Tensor rows, OutputScale scale)
    {
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        var parts = new List<float>();
        for (long start = 0; start < rows.shape[0]; start += RowsAtOnce)
        {
            using var inner = NewDisposeScope();
            parts.AddRange(Outputs(rows.narrow(0, start, Math.Min(RowsAtOnce, rows.shape[0] - start)), scale).ToArray<float>());
        }

        return [.. parts];
    }

    /// <summary>The derivative of some outputs by every number of the rows.</summary>
    /// <param name="rows">(rows, <see cref="Width"/>).</param>
    /// <param name="outputs">Which.</param>
    /// <param name="scale">Of the outputs.</param>
    /// <returns>Of each output (rows, <see cref="Width"/>), in the caller's scope.</returns>
    /// <exception cref="TorchException">libtorch refused, for want of memory, say.</exception>
    public Tensor[] Gradients(Tensor rows, IReadOnlyList<int> outputs, OutputScale scale)
    {
        using var scope = NewDisposeScope();
        var at = rows.detach().clone().requires_grad_(true);
        var all = Outputs(at, scale);
        var gradients = new Tensor[outputs.Count];
        for (var i = 0; i < gradients.Length; i++)
        {
            gradients[i] = Gradient(all, outputs[i], at, last: i == gradients.Length - 1).MoveToOuterDisposeScope();
        }

        return gradients;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        codes?.Dispose();
        network.Dispose();
    }

    private static Tensor Gradient(Tensor outputs, int output, Tensor at, bool last)
    {
        // libtorch would end the process for an input that an output does not depend on.
        if (!outputs.requires_grad)
        {
            return zeros_like(at);
        }

        try
        {
            var found = autograd.grad([outputs.select(1, output).sum()], [at], retain_graph: !last, allow_unused: true)[0];
            return found is null || found.IsInvalid ? zeros_like(at) : found.detach();
        }
        catch (ExternalException refusal)
        {
            throw TorchException.Of(refusal, "the gradient by the inputs");
        }
    }
}

/// <summary>On which scale the outputs of a network are explained.</summary>
public enum OutputScale
{
    /// <summary>Before any sigmoid or softmax: log-odds of classes and labels, values as they are. Effects add up on it, and it does not
    /// saturate.</summary>
    Raw,

    /// <summary>Behind the sigmoid or softmax of the task, in [0, 1]; values as they are.</summary>
    Probability,
}
