using Orchestrator.Models.Data;
using static TorchSharp.torch;

namespace Orchestrator.Models.Catalog;

/// <summary>A network that can be registered in the <see cref="ModelCatalog"/>.</summary>
public interface IArchitecture
{
    /// <summary>What a sweep file may say about it.</summary>
    static abstract ModelDescription Description { get; }

    /// <summary>Builds the network on the CPU, its weights drawn from libtorch's generator.</summary>
    /// <returns>A module from a batch of rows (sequences: int64 codes) to (batch, <see cref="DataShape.Outputs"/>) outputs before any
    /// sigmoid or softmax.</returns>
    /// <exception cref="DataMismatchException">The rows do not fit the architecture.</exception>
    static abstract nn.Module<Tensor, Tensor> Create(ModelSettings settings, DataShape shape);
}

/// <summary>A network that takes something of the data into its buffers before training, from a fold's training rows alone.</summary>
internal interface IFittedToRows
{
    /// <summary>Sets the buffers. Called once, on the CPU, before the first step.</summary>
    /// <param name="inputs">All rows of the data.</param>
    /// <param name="rows">The fold's training rows.</param>
    void Fit(Inputs inputs, ReadOnlySpan<int> rows);
}
