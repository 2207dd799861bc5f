using System.Text;
using Orchestrator.Torch.Native;

namespace Orchestrator.Torch.Runtime;

/// <summary>NVIDIA GPUs, as libtorch sees them.</summary>
public static unsafe class Cuda
{
    /// <summary>Whether libtorch can use one.</summary>
    public static bool IsAvailable => DeviceCount > 0;

    /// <summary>How many; 0 when libtorch is built without CUDA.</summary>
    public static int DeviceCount => Math.Max(0, Shim.ot_cuda_count());

    /// <summary>The maker's name of one.</summary>
    public static string DeviceName(int index)
    {
        var name = stackalloc byte[256];
        if (Shim.ot_cuda_name(index, name, 256) < 0) throw TorchException.Last($"asking for the name of cuda:{index}");
        return Encoding.UTF8.GetString(name, new ReadOnlySpan<byte>(name, 256).IndexOf((byte)0));
    }

    /// <summary>Its memory, other processes' use included.</summary>
    public static CudaMemory Memory(int index) =>
        Shim.ot_cuda_memory(index, out var free, out var total) < 0
            ? throw TorchException.Last($"asking for the memory of cuda:{index}")
            : new CudaMemory(free, total);

    /// <summary>Waits until it has done all that it was given.</summary>
    public static void Synchronize(int index)
    {
        if (Shim.ot_cuda_synchronize(index) < 0) throw TorchException.Last($"waiting for cuda:{index}");
    }
}
