using Orchestrator.Torch.Native;
using Orchestrator.Torch.Tensors;

namespace Orchestrator.Torch.Runtime;

/// <summary>Mixed precision is on until this is disposed.</summary>
public readonly struct AutocastScope : IDisposable
{
    private readonly DeviceKind? kind;

    internal AutocastScope(DeviceKind kind, DType type)
    {
        this.kind = kind;
        if (Shim.ot_autocast((int)kind, (int)type) < 0) throw TorchException.Last("turning mixed precision on");
    }

    /// <summary>Operators compute in the type of what they are given again.</summary>
    public void Dispose()
    {
        if (kind is { } on && Shim.ot_autocast((int)on, -1) < 0) throw TorchException.Last("turning mixed precision off");
    }
}
