using Orchestrator.Models.Torch;
using static TorchSharp.torch;

namespace Orchestrator.Models.Export;

/// <summary>What a file of weights holds.</summary>
/// <param name="Tensors">By name, on the CPU. Belong to this.</param>
/// <param name="Description">What was written about the network; null = nothing, or by a program that does not.</param>
public sealed record WeightFileContent(IReadOnlyDictionary<string, Tensor> Tensors, string? Description) : IDisposable
{
    /// <summary>Sets the parameters and buffers of a network of the same shape.</summary>
    /// <exception cref="ArgumentException">Tensors are missing, unknown or of another shape; nothing has changed.</exception>
    public void LoadInto(nn.Module network) => NetworkState.Load(network, Tensors);

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var tensor in Tensors.Values)
        {
            tensor.Dispose();
        }
    }
}
