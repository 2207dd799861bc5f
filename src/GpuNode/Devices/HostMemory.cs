using System.Globalization;

namespace Orchestrator.GpuNode.Devices;

/// <summary>The machine's memory as Linux tells it, within the limit of this program's control group. Elsewhere nothing is known.</summary>
/// <param name="proc">Where the kernel shows processes.</param>
/// <param name="cgroup">Where it shows the control group (version 2).</param>
public sealed class HostMemory(string proc = "/proc", string cgroup = "/sys/fs/cgroup")
{
    /// <summary>What there is and what is in use, in bytes; null = unknown. Memory that holds copies of files counts as free.</summary>
    public (long Total, long Used)? Read()
    {
        if (Field(Path.Combine(proc, "meminfo"), "MemTotal:") is not { } total || Field(Path.Combine(proc, "meminfo"), "MemAvailable:") is not { } available) return null;
        var machine = (Total: total << 10, Used: (total - available) << 10);
        if (Number(Text("memory.max")) is not { } limit || limit >= machine.Total || Number(Text("memory.current")) is not { } used) return machine;
        return (limit, used - (Field(Path.Combine(cgroup, "memory.stat"), "inactive_file") ?? 0));
    }

    /// <summary>The most memory that a process has had, in bytes; null = there is no such process.</summary>
    public long? PeakOf(int process) => Field(Path.Combine(proc, process.ToString(CultureInfo.InvariantCulture), "status"), "VmHWM:") << 10;

    /// <summary>Processes that the kernel has killed for want of memory, here and in the control group; null = it does not tell.</summary>
    public long? KilledProcesses()
    {
        var (everywhere, here) = (Field(Path.Combine(proc, "vmstat"), "oom_kill"), Field(Path.Combine(cgroup, "memory.events"), "oom_kill"));
        return everywhere is null && here is null ? null : (everywhere ?? 0) + (here ?? 0);
    }

    private static long? Field(string path, string name)
    {
        try
        {
            foreach (var line in File.ReadLines(path))
            {
                if (line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries) is [var first, var value, ..] && first == name) return Number(value);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Not this system, or a process that has just ended.
        }
        return null;
    }

    private string? Text(string file)
    {
        var path = Path.Combine(cgroup, file);
        return File.Exists(path) ? File.ReadAllText(path).Trim() : null;
    }

    private static long? Number(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
