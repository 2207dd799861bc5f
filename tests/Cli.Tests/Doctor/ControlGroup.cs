using System.Globalization;

namespace Orchestrator.Cli.Tests.Doctor;

/// <summary>A control group of this machine's kernel, of version 1 or 2, with one within it that has no limits of its own, as containers
/// nest them.</summary>
internal sealed class ControlGroup : IDisposable
{
    private const string Root = "/sys/fs/cgroup", Inner = "inner";
    private const string Members = "cgroup.procs";
    private readonly string name = $"orchestrator-{Environment.ProcessId}";
    private readonly string[] outer;

    private ControlGroup() => outer = Version2 ? [Path.Combine(Root, name)]
        : [Path.Combine(Root, "memory", name), Path.Combine(Root, "cpu", name)];

    private static bool Version2 => File.Exists(Path.Combine(Root, "cgroup.controllers"));

    /// <summary>Puts a program into the inner group, and becomes it.</summary>
    public string[] Launcher =>
    [
        "sh", "-c", $"{string.Concat(outer.Select(folder => $"echo $$ > {Path.Combine(folder, Inner, Members)} && "))}exec \"$@\"", "sh",
    ];

    /// <summary>Makes one with limits for memory (bytes) and processors.</summary>
    /// <returns>Null where this machine does not let us.</returns>
    public static ControlGroup? TryCreate(long memory, int processors)
    {
        var created = new ControlGroup();
        try
        {
            created.Create(memory, processors);
            return created;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            created.Dispose();
            return null;
        }
    }

    public void Dispose()
    {
        foreach (var folder in outer.SelectMany(folder => new[] { Path.Combine(folder, Inner), folder }).Where(Directory.Exists))
        {
            Directory.Delete(folder);
        }
    }

    private void Create(long memory, int processors)
    {
        if (Version2)
        {
            Write(Root, "cgroup.subtree_control", "+memory +cpu");
        }

        foreach (var folder in outer)
        {
            Directory.CreateDirectory(folder);
        }

        var (first, last) = (outer[0], outer[^1]);
        const int Period = 100_000; // microseconds
        if (Version2)
        {
            Write(first, "memory.max", Text(memory));
            Write(first, "cpu.max", $"{Text(processors * Period)} {Text(Period)}");
            Write(first, "cgroup.subtree_control", "+memory +cpu");
        }
        else
        {
            Write(first, "memory.limit_in_bytes", Text(memory));
            Write(last, "cpu.cfs_period_us", Text(Period));
            Write(last, "cpu.cfs_quota_us", Text(processors * Period));
        }

        foreach (var folder in outer)
        {
            Directory.CreateDirectory(Path.Combine(folder, Inner));
        }
    }

    private static void Write(string folder, string file, string text) => File.WriteAllText(Path.Combine(folder, file), text);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
