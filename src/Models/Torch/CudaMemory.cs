using System.Runtime.InteropServices;

namespace Orchestrator.Models.Torch;

/// <summary>Memory of a GPU in bytes, other processes' use included.</summary>
/// <param name="Free">Not in use.</param>
/// <param name="Total">All of it.</param>
public readonly partial record struct CudaMemory(long Free, long Total)
{
    /// <summary>Asks the driver (cuMemGetInfo): TorchSharp has no memory statistics.</summary>
    /// <param name="index">Number of the GPU, from 0.</param>
    /// <exception cref="TorchException">There is no driver, or no such GPU.</exception>
    public static CudaMemory Of(int index)
    {
        try
        {
            Check(cuInit(0), index);
            Check(cuDeviceGet(out var device, index), index);
            Check(cuDevicePrimaryCtxRetain(out var context, device), index); // the one that libtorch uses
            try
            {
                Check(cuCtxPushCurrent_v2(context), index);
                Check(cuMemGetInfo_v2(out var free, out var total), index);
                Check(cuCtxPopCurrent_v2(out _), index);
                return new((long)free, (long)total);
            }
            finally
            {
                _ = cuDevicePrimaryCtxRelease_v2(device);
            }
        }
        catch (DllNotFoundException e)
        {
            throw new TorchException($"The memory of cuda:{index} is unknown: there is no NVIDIA driver (libcuda.so.1).", e);
        }
    }

    private static void Check(int code, int index)
    {
        if (code != 0)
        {
            throw new TorchException($"The memory of cuda:{index} is unknown: the driver answers with error {code}.");
        }
    }

    [LibraryImport("libcuda.so.1")]
    private static partial int cuInit(uint flags);

    [LibraryImport("libcuda.so.1")]
    private static partial int cuDeviceGet(out int device, int index);

    [LibraryImport("libcuda.so.1")]
    private static partial int cuDevicePrimaryCtxRetain(out nint context, int device);

    [LibraryImport("libcuda.so.1")]
    private static partial int cuDevicePrimaryCtxRelease_v2(int device);

    [LibraryImport("libcuda.so.1")]
    private static partial int cuCtxPushCurrent_v2(nint context);

    [LibraryImport("libcuda.so.1")]
    private static partial int cuCtxPopCurrent_v2(out nint context);

    [LibraryImport("libcuda.so.1")]
    private static partial int cuMemGetInfo_v2(out nuint free, out nuint total);
}
