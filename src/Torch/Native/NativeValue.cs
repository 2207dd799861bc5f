using System.Runtime.InteropServices;

namespace Orchestrator.Torch.Native;

/// <summary>The shim's tagged argument or result, 16 bytes: a number or a pointer, its kind, and a list's length.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeValue
{
    public long Bits;
    public Tag Tag;
    public int Length;
}
