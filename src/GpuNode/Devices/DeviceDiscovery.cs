using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Orchestrator.GpuNode.Devices;

/// <summary>Finds what this machine can train on, without loading libtorch into the node.</summary>
public static class DeviceDiscovery
{
    private static readonly string[] Query = ["--query-gpu=index,name,memory.total,driver_version", "--format=csv,noheader,nounits"];

    /// <summary>The CUDA devices of this machine, in CUDA's order; none where there is no driver.</summary>
    public static IReadOnlyList<DeviceDescription> FindGpus()
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("nvidia-smi", Query) { RedirectStandardOutput = true, RedirectStandardError = true });
            var listing = process!.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? Parse(listing) : [];
        }
        catch (Win32Exception) // not installed
        {
            return [];
        }
    }

    /// <summary>Reads <c>nvidia-smi</c>'s CSV: index, name, memory in MiB, driver version.</summary>
    public static IReadOnlyList<DeviceDescription> Parse(string listing) =>
    [
        .. from line in listing.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
           let cells = line.Split(',', StringSplitOptions.TrimEntries)
           where cells.Length == 4
           let memory = long.TryParse(cells[2], NumberStyles.None, CultureInfo.InvariantCulture, out var mebibytes) ? mebibytes << 20 : (long?)null
           select new DeviceDescription($"cuda:{cells[0]}", cells[1], memory, cells[3]),
    ];

    /// <summary>The processor.</summary>
    public static DeviceDescription Cpu() => new("cpu", $"{Environment.ProcessorCount} cores");
}
