using System.Globalization;

namespace Orchestrator.GpuNode.Devices;

/// <summary>The machine's memory as Linux tells it, within the limit of this program's control group. Elsewhere nothing is known.</summary>
/// <param name="proc">Where the kernel shows processes.</param>
/// <param name="cgroup">Where it shows the control groups (version 1 or 2, the groups nested).</param>
public sealed class HostMemory(string proc = "/proc", string cgroup = "/sys/fs/cgroup")
{
    private const long Unlimited = 1L << 60; // version 1 has no word for it, and tells a number of that size

    /// <summary>What there is and what is in use, in bytes; null = unknown. Memory that holds copies of files counts as free.</summary>
    public (long Total, long Used)? Read()
    {
        if (Field(Path.Combine(proc, "meminfo"), "MemTotal:") is not { } total
            || Field(Path.Combine(proc, "meminfo"), "MemAvailable:") is not { } available)
        {
            return null;
        }

        var machine = (Total: total << 10, Used: (total - available) << 10);
        return Limit() is (var limit, var used) && limit < machine.Total ? (limit, used) : machine;
    }

    /// <summary>What the control groups leave this program, and what is in use of it, in bytes: the least of its own group and those around
    /// it; null = there is no limit.</summary>
    public (long Bytes, long Used)? Limit()
    {
        (long Bytes, long Used)? least = null;
        foreach (var (folder, old) in Groups())
        {
            var (limit, used) = old ? ("memory.limit_in_bytes", "memory.usage_in_bytes") : ("memory.max", "memory.current");
            if (Number(Text(Path.Combine(folder, limit))) is { } bytes && bytes < Unlimited && (least is null || bytes < least.Value.Bytes)
                && Number(Text(Path.Combine(folder, used))) is { } current)
            {
                var files = Field(Path.Combine(folder, "memory.stat"), old ? "total_inactive_file" : "inactive_file") ?? 0;
                least = (bytes, Math.Max(0, current - files));
            }
        }

        return least;
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
    private IEnumerable<string> Counters() =>
        Own().Select(own => Path.Combine(own.Folder, own.Old ? "memory.oom_control" : "memory.events"));

    private IEnumerable<(string Folder, bool Old)> Own()
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
                yield return (Path.Combine(cgroup, "memory", below), true);
            }
            else if (number == "0")
            {
                yield return (Path.Combine(cgroup, below), false);
            }
        }
        yield return (cgroup, false);
        yield return (Path.Combine(cgroup, "memory"), true);
    }

    // A group's limit holds for those within it.
    private IEnumerable<(string Folder, bool Old)> Groups()
    {
        foreach (var (own, old) in Own())
        {
            var root = old ? Path.Combine(cgroup, "memory") : cgroup;
            for (var folder = own; folder is not null && folder.StartsWith(root, StringComparison.Ordinal);
                folder = Path.GetDirectoryName(folder))
            {
                yield return (folder, old);
            }
        }
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

    private static string? Text(string path) => Lines(path) is [var first, ..] ? first.Trim() : null;

    private static long? Number(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
