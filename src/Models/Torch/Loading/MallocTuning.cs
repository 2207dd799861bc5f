using System.Runtime.InteropServices;

namespace Orchestrator.Models.Torch.Loading;

/// <summary>
/// Lets glibc keep large blocks. Otherwise it gives the activations of a step back to the kernel and faults them in again at the next: LSTM
/// networks train twice as fast with it. The price is memory: freed blocks stay with the process.
/// </summary>
internal static partial class MallocTuning
{
    private const int TrimThreshold = -1, TopPad = -2, MapThreshold = -3; // M_* of malloc.h

    public static void Apply()
    {
        try
        {
            _ = mallopt(MapThreshold, 1 << 30);
            _ = mallopt(TrimThreshold, int.MaxValue);
            _ = mallopt(TopPad, 64 << 20);
        }
        catch (EntryPointNotFoundException)
        {
            // Another C library, such as musl's: slower, not wrong.
        }
    }

    [LibraryImport("libc")]
    private static partial int mallopt(int parameter, int value);
}
