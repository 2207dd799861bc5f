using Orchestrator.Torch.Runtime;

namespace Orchestrator.Torch.Tests;

/// <summary>A test that needs an NVIDIA GPU; skipped, with the reason, where libtorch sees none.</summary>
internal sealed class CudaFactAttribute : FactAttribute
{
    public CudaFactAttribute()
    {
        if (!Cuda.IsAvailable) Skip = $"libtorch {Libtorch.Version} sees no GPU on this machine.";
    }
}
