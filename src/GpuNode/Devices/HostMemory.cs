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
        if (Field(Path.Combine(proc, "meminfo"), "MemTotal:") is not { } total
            || Field(Path.Combine(proc, "meminfo"), "MemAvailable:") is not { } available)
        {
            return null;
        }

        var machine = (Total: total << 10, Used: (total - available) << 10);
        if (Number(Text("memory.max")) is not { } limit || limit >= machine.Total || Number(Text("memory.current")) is not { } used)
        {
            return machine;
        }

        return (limit, used - (Field(Path.Combine(cgroup, "memory.stat"), "inactive_file") ?? 0));
    }

    /// <summary>The most memory that a process has had, in bytes; null = there is no such process.</summary>
    public long? PeakOf(int process) => Field(Path.Combine(proc, process.ToString(CultureInfo.InvariantCulture), "status"), "VmHWM:") << 10;

    /// <summary>
    /// Processes of this program's control group, children included, that the kernel has killed for want of memory; null = it does not
    /// tell.
    /// </summary>
    /// <remarks>A process counts wherever memory was short: in the group, above it, or on the whole machine.</remarks>
    public long? KilledHere() => Counters().Select(path => Field(path, "oom_kill")).FirstOrDefault(count => count is not null);

    /// <summary>The same of all processes of the machine. That the number rises says nothing of any one process.</summary>
    public long? KilledOnMachine() => Field(Path.Combine(proc, "vmstat"), "oom_kill");

    // The group's own file, of version 1 or 2. Inside a container the path may be the host's, and the group is what is mounted.
    private IEnumerable<string> Counters()
    {
        foreach (var line in Lines(Path.Combine(proc, "self", "cgroup")))
        {
            if (line.Split(':', 3) is not [var number, var controllers, var group])
            {
                continue;
            }
            var below = group.TrimStart('/');
            if (controllers.Split(',').Contains("memory"))
            {
                yield return Path.Combine(cgroup, "memory", below, "memory.oom_control");
            }
            else if (number == "0")
            {
                yield return Path.Combine(cgroup, below, "memory.events");
            }
        }
        yield return Path.Combine(cgroup, "memory.events");
        yield return Path.Combine(cgroup, "memory", "memory.oom_control");
    }

    private static string[] Lines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return []; // not this system, or a process that has just ended
        }
    }

    private static long? Field(string path, string name)
    {
        foreach (var line in Lines(path))
        {
            if (line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries) is [var first, var value, ..] && first == name)
            {
                return Number(value);
            }
        }
        return null;
    }

    private string? Text(string file)
    {
        var path = Path.Combine(cgroup, file);
        return File.Exists(path) ? File.ReadAllText(path).Trim() : null;
    }

    private static long? Number(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
