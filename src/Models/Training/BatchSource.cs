using Orchestrator.Models.Data;
using Orchestrator.Models.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace Orchestrator.Models.Training;

/// <summary>Makes batches of inputs on a device.</summary>
internal abstract class BatchSource : IDisposable
{
    /// <summary>Bytes of mapped inputs up to which a GPU holds them all, so that a step copies nothing to it.</summary>
    private const long MostOnDevice = 4L << 30;

    /// <summary>The source for a representation of inputs.</summary>
    public static BatchSource Of(Inputs inputs, Device device) => inputs switch
    {
        SparseInputs sparse => new SparseBatches(sparse, device),
        { IsMapped: true } when device.type == DeviceType.CPU || BytesOf(inputs) > MostOnDevice => new HostBatches(inputs, device),
        _ => new DenseBatches(inputs, device),
    };

    /// <summary>The rows as a network takes them: (batch, ...).</summary>
    public abstract Tensor Take(RowSelection rows);

    /// <summary>Codes of some rows, uint8 (rows, length), on the CPU. Copied row by row: together they may be more than an array
    /// holds.</summary>
    private protected static Tensor Codes(SequenceInputs sequences, ReadOnlySpan<int> rows)
    {
        var codes = HostTensors.Empty<byte>([rows.Length, sequences.Length]);
        for (var i = 0; i < rows.Length; i++)
        {
            sequences.Codes(rows[i]).CopyTo(HostTensors.Rows<byte>(codes, (long)i * sequences.Length, sequences.Length));
        }

        return codes;
    }

    private static long BytesOf(Inputs inputs) =>
        inputs is SequenceInputs sequences ? (long)inputs.Rows * sequences.Length : (long)inputs.Rows * inputs.RowLength * sizeof(float);

    /// <inheritdoc />
    public virtual void Dispose()
    {
    }
}
