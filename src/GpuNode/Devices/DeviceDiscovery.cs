using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Orchestrator.Contracts.Protocol;

namespace Orchestrator.GpuNode.Devices;

/// <summary>Finds what this machine can train on, without loading libtorch into the node.</summary>
public static class DeviceDiscovery
{
    private static readonly string[] Query =
        ["--query-gpu=index,name,memory.total,driver_version,memory.used,utilization.gpu", "--format=csv,noheader,nounits"];

    /// <summary>The CUDA devices of this machine, in CUDA's order; none where there is no driver.</summary>
    public static IReadOnlyList<NodeDevice> FindGpus()
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("nvidia-smi", Query) { RedirectStandardOutput = true, RedirectStandardError = true });
            process!.ErrorDataReceived += static (_, _) => { };
            process.BeginErrorReadLine();
            var listing = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? Parse(listing) : [];
        }
        catch (Win32Exception) // not installed
        {
            return [];
        }
    }

    /// <summary>Everything that this machine can train on, with its memory and how busy it is: the GPUs, then the processor.</summary>
    public static IReadOnlyList<NodeDevice> Survey() => [.. FindGpus(), Cpu()];

    /// <summary>Reads <c>nvidia-smi</c>'s CSV: index, name, memory in MiB, driver version, memory in use in MiB, utilization in percent. What it does not know, it names in brackets.</summary>
    public static IReadOnlyList<NodeDevice> Parse(string listing) =>
    [
        .. from line in listing.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
           let cells = line.Split(',', StringSplitOptions.TrimEntries)
           where cells.Length >= 4
           select new NodeDevice(
               $"cuda:{cells[0]}", cells[1], Mebibytes(cells[2]), Mebibytes(cells.ElementAtOrDefault(4)), (int?)Number(cells.ElementAtOrDefault(5)), cells[3]),
    ];

    /// <summary>The processor.</summary>
    public static NodeDevice Cpu()
    {
        var memory = new HostMemory().Read();
        return new("cpu", $"{Environment.ProcessorCount} cores", memory?.Total, memory?.Used);
    }

    private static long? Mebibytes(string? text) => Number(text) << 20;

    private static long? Number(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
