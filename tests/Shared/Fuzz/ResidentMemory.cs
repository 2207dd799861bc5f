using System.Globalization;

namespace Orchestrator.Shared.Fuzz;

/// <summary>How much of the machine's memory this process has in use, and had at most.</summary>
internal static class ResidentMemory
{
    /// <summary>Forgets the peak so far. Returns the bytes in use now.</summary>
    public static long Mark()
    {
        File.WriteAllText("/proc/self/clear_refs", "5"); // proc(5): the high water mark begins anew
        return Read("VmRSS:");
    }

    /// <summary>Bytes that were in use at most since then, beyond those.</summary>
    public static long PeakSince(long mark) => Read("VmHWM:") - mark;

    private static long Read(string name) => File.ReadLines("/proc/self/status")
        .Where(line => line.StartsWith(name, StringComparison.Ordinal))
        .Select(line => long.Parse(line[name.Length..^"kB".Length].Trim(), CultureInfo.InvariantCulture) << 10)
        .Single();
}
