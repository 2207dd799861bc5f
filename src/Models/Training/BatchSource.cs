using Orchestrator.Models.Data;
using Orchestrator.Torch.Tensors;

namespace Orchestrator.Models.Training;

/// <summary>Makes batches of inputs on a device.</summary>
internal abstract class BatchSource : IDisposable
{
    /// <summary>The source for a representation of inputs.</summary>
    public static BatchSource Of(Inputs inputs, Device device) => inputs switch
    {
        SparseInputs sparse => new SparseBatches(sparse, device),
        _ => new DenseBatches(inputs, device),
    };

    /// <summary>The rows as a network takes them: (batch, ...).</summary>
    public abstract Tensor Take(RowSelection rows);

    /// <inheritdoc />
    public virtual void Dispose()
    {
    }
}
