using System.Runtime.InteropServices;
using System.Text;

namespace Orchestrator.GpuNode.Devices;

/// <summary>
/// Asks the CUDA driver what a device is. Driver and libtorch number devices alike, within <c>CUDA_VISIBLE_DEVICES</c>; no context is
/// made.
/// </summary>
internal static class CudaDriver
{
    private const string Library = "libcuda.so.1";
    private const int UuidBytes = 16;
    private const int NameBytes = 256;

    /// <summary>What the driver tells of a device; a card without anything known where it does not answer.</summary>
    /// <param name="ordinal">As in <c>cuda:0</c>.</param>
    public static TorchCard Describe(int ordinal)
    {
        try
        {
            if (Initialize(0) != 0 || Find(out var device, ordinal) != 0)
            {
                return new();
            }
            var (uuid, name) = (new byte[UuidBytes], new byte[NameBytes]);
            return new(
                Identify(uuid, device) == 0 ? Text(uuid) : null,
                Name(name, NameBytes, device) == 0 ? Encoding.UTF8.GetString(name).TrimEnd('\0') : null,
                Memory(out var bytes, device) == 0 ? (long)bytes : null);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException) // a driver before CUDA 11.4
        {
            return new();
        }
    }

    /// <summary>Sixteen bytes as <c>nvidia-smi</c> writes them.</summary>
    public static string Text(ReadOnlySpan<byte> uuid) => $"GPU-{new Guid(uuid, bigEndian: true)}";

    [DllImport(Library, EntryPoint = "cuInit")]
    private static extern int Initialize(uint flags);

    [DllImport(Library, EntryPoint = "cuDeviceGet")]
    private static extern int Find(out int device, int ordinal);

    // The second version names an instance of a card, the first one the card.
    [DllImport(Library, EntryPoint = "cuDeviceGetUuid_v2")]
    private static extern int Identify(byte[] uuid, int device);

    [DllImport(Library, EntryPoint = "cuDeviceGetName")]
    private static extern int Name(byte[] name, int length, int device);

    [DllImport(Library, EntryPoint = "cuDeviceTotalMem_v2")]
    private static extern int Memory(out nuint bytes, int device);
}
