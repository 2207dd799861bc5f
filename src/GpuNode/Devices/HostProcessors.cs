namespace Orchestrator.GpuNode.Devices;

/// <summary>How many processor cores this program may use: those of its affinity, within the quotas of its control groups.</summary>
/// <remarks>The runtime knows the quota of the program's own group, and not those of the groups around it, as containers nest
/// them.</remarks>
/// <param name="proc">Where the kernel shows processes.</param>
/// <param name="cgroup">Where it shows the control groups.</param>
public sealed class HostProcessors(string proc = "/proc", string cgroup = "/sys/fs/cgroup")
{
    private readonly ControlGroups groups = new(proc, cgroup);

    /// <summary>At least 1; a part of a core counts as one.</summary>
    public int Count => Math.Min(Environment.ProcessorCount, Quota() is { } quota ? Math.Max(1, (int)Math.Ceiling(quota)) : int.MaxValue);

    /// <summary>The least quota of the own control group and those around it, in cores; null = there is none.</summary>
    public double? Quota()
    {
        double? least = null;
        foreach (var (folder, old) in groups.All("cpu"))
        {
            var (quota, period) = old
                ? (One(folder, "cpu.cfs_quota_us"), One(folder, "cpu.cfs_period_us"))
                : ControlGroups.Words(Path.Combine(folder, "cpu.max")) is [var most, var each]
                    ? (ControlGroups.Number(most), ControlGroups.Number(each))
                    : (null, null);
            if (quota > 0 && period > 0)
            {
                var cores = (double)quota.Value / period.Value;
                least = least is null ? cores : Math.Min(least.Value, cores);
            }
        }

        return least;
    }

    private static long? One(string folder, string file) =>
        ControlGroups.Words(Path.Combine(folder, file)) is [var number] ? ControlGroups.Number(number) : null;
}
