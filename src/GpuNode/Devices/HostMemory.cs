using System.Globalization;
using static Orchestrator.GpuNode.Devices.ControlGroups;

namespace Orchestrator.GpuNode.Devices;

/// <summary>The machine's memory as Linux tells it, within the limit of this program's control group. Elsewhere nothing is known.</summary>
/// <param name="proc">Where the kernel shows processes.</param>
/// <param name="cgroup">Where it shows the control groups (version 1 or 2, the groups nested).</param>
public sealed class HostMemory(string proc = "/proc", string cgroup = "/sys/fs/cgroup")
{
    private const string Controller = "memory";
    private const long Unlimited = 1L << 60; // version 1 has no word for it, and tells a number of that size

    private readonly ControlGroups groups = new(proc, cgroup);

    /// <summary>What there is and what is in use, in bytes; null = unknown. Memory that holds copies of files counts as free.</summary>
    public (long Total, long Used)? Read()
    {
        if (Machine() is not { } total
            || Field(Path.Combine(proc, "meminfo"), "MemAvailable:") is not { } available)
        {
            return null;
        }

        var machine = (Total: total, Used: total - (available << 10));
        return Limit() is (var limit, var used) && limit < machine.Total ? (limit, used) : machine;
    }

    /// <summary>The machine's memory, in bytes, whatever control groups leave of it; null = unknown.</summary>
    public long? Machine() => Field(Path.Combine(proc, "meminfo"), "MemTotal:") << 10;

    /// <summary>What the control groups leave this program, and what is in use of it, in bytes: the least of its own group and those around
    /// it; null = there is no limit.</summary>
    public (long Bytes, long Used)? Limit()
    {
        (long Bytes, long Used)? least = null;
        foreach (var (folder, old) in groups.All(Controller))
        {
            var (limit, used) = old ? ("memory.limit_in_bytes", "memory.usage_in_bytes") : ("memory.max", "memory.current");
            if (Number(Words(Path.Combine(folder, limit)).FirstOrDefault()) is { } bytes && bytes < Unlimited
                && (least is null || bytes < least.Value.Bytes)
                && Number(Words(Path.Combine(folder, used)).FirstOrDefault()) is { } current)
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

    private IEnumerable<string> Counters() =>
        groups.Own(Controller).Select(own => Path.Combine(own.Folder, own.Old ? "memory.oom_control" : "memory.events"));
}
