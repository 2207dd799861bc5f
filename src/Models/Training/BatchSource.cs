using Orchestrator.Models.Data;
using Orchestrator.Torch.Tensors;

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
        { IsMapped: true } when device.Kind == DeviceKind.Cpu || BytesOf(inputs) > MostOnDevice => new HostBatches(inputs, device),
        _ => new DenseBatches(inputs, device),
    };

    /// <summary>The rows as a network takes them: (batch, ...).</summary>
    public abstract Tensor Take(RowSelection rows);

    private static long BytesOf(Inputs inputs) => inputs is SequenceInputs sequences ? (long)inputs.Rows * sequences.Length : (long)inputs.Rows * inputs.RowLength * sizeof(float);

    /// <inheritdoc />
    public virtual void Dispose()
    {
    }
}
