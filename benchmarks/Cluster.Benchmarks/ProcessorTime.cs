using System.Globalization;

namespace Orchestrator.Cluster.Benchmarks;

/// <summary>Processor time of processes that are not ours to ask: says more than a clock does while others use the machine too.</summary>
internal static class ProcessorTime
{
    private const double TicksPerSecond = 100; // USER_HZ, the same on every Linux

    /// <summary>Seconds that a process and its descendants have used.</summary>
    public static double OfTree(int root)
    {
        var processes = Directory.EnumerateDirectories("/proc")
            .Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0]))
            .Select(Read)
            .OfType<(int Id, int Parent, double Seconds)>()
            .ToArray();
        var (seconds, tree) = (0.0, new HashSet<int> { root });
        while (processes.Count(p => tree.Contains(p.Parent) && tree.Add(p.Id)) > 0)
        {
        }
        foreach (var process in processes.Where(p => tree.Contains(p.Id)))
        {
            seconds += process.Seconds;
        }

        return seconds;
    }

    // proc(5): after the name in parentheses come state, parent, ..., and as 12th to 15th the times of the process and of its dead
    // children.
    private static (int Id, int Parent, double Seconds)? Read(string folder)
    {
        try
        {
            var text = File.ReadAllText(Path.Combine(folder, "stat"));
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            var ticks = fields[11..15].Sum(field => long.Parse(field, CultureInfo.InvariantCulture));
            return (int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture), int.Parse(fields[1], CultureInfo.InvariantCulture),
                ticks / TicksPerSecond);
        }
        catch (IOException) // gone meanwhile
        {
            return null;
        }
    }
}
