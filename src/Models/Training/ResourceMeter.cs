using System.Diagnostics;
using Orchestrator.Models.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace Orchestrator.Models.Training;

/// <summary>
/// What an epoch took of the machine. Measured and journaled like a metric, under names of its own, but never part of a result: these
/// figures differ from run to run, and results must not.
/// </summary>
/// <param name="device">Where training runs.</param>
internal sealed class ResourceMeter(Device device)
{
    /// <summary>What the names of all these figures begin with.</summary>
    public const string Prefix = "resource/";

    private const double MiB = 1 << 20;

    /// <summary>Forgets the largest memory of the process so far, which the folds before this one took.</summary>
    public static void Reset()
    {
        try
        {
            File.WriteAllText("/proc/self/clear_refs", "5"); // Linux: VmHWM begins again at what is in use
        }
        catch (Exception unsupported) when (unsupported is IOException or UnauthorizedAccessException)
        {
            // The figure is then that of the worker process since its start.
        }
    }

    /// <summary>The metrics of an epoch with <c>resource/rows_per_second</c> of its training and <c>resource/peak_memory_mib</c>.</summary>
    /// <param name="metrics">What was measured of the network.</param>
    /// <param name="rows">Rows trained in this attempt.</param>
    /// <param name="time">How long that took.</param>
    public OrderedDictionary<string, double> Join(IReadOnlyDictionary<string, double> metrics, int rows, TimeSpan time)
    {
        var all = new OrderedDictionary<string, double>(metrics);
        if (rows > 0 && time > TimeSpan.Zero)
        {
            all[Prefix + "rows_per_second"] = rows / time.TotalSeconds;
        }

        all[Prefix + "peak_memory_mib"] = PeakBytes() / MiB;
        return all;
    }

    /// <summary>The process's largest resident memory; on a GPU what is in use of the device's, of which libtorch gives nothing back while
    /// it trains.</summary>
    private double PeakBytes()
    {
        if (device.type == DeviceType.CUDA && CudaMemory.Of(Math.Max(0, device.index)) is var memory)
        {
            return memory.Total - memory.Free;
        }

        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
