namespace Orchestrator.Torch.Tensors;

/// <summary>What computes; the numbers are libtorch's.</summary>
public enum DeviceKind
{
    /// <summary>The processor.</summary>
    Cpu = 0,

    /// <summary>An NVIDIA GPU.</summary>
    Cuda = 1,
}
