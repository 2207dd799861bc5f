using System.Diagnostics;
using System.Globalization;
using Orchestrator.Servers;

namespace Orchestrator.Cluster.Benchmarks;

/// <summary>What a stretch of work costs, by the clock and in processor time of each of those who take part.</summary>
internal sealed class Spent
{
    private readonly (string Name, Func<double> Cpu)[] parts;
    private readonly double[] before;
    private readonly long began = Stopwatch.GetTimestamp();

    private Spent((string, Func<double>)[] parts) => (this.parts, before) = (parts, [.. parts.Select(part => part.Item2())]);

    /// <summary>Begins.</summary>
    public static Spent By(PostgresServer server, Fleet? fleet)
    {
        List<(string, Func<double>)> parts =
        [
            // its guard is our child
            ("coordinator", () => ProcessorTime.OfTree(Environment.ProcessId) - (fleet?.CpuSeconds ?? 0)
                - ProcessorTime.OfTree(server.ProcessId)),
            ("database", () => ProcessorTime.OfTree(server.ProcessId)),
        ];
        if (fleet is not null)
        {
            parts.Add(("nodes", () => fleet.CpuSeconds));
        }
        return new Spent([.. parts]);
    }

    /// <summary>By the clock, so far.</summary>
    public double Seconds => Stopwatch.GetElapsedTime(began).TotalSeconds;

    /// <summary>Ends: so many a second, and what each costs.</summary>
    /// <param name="count">Things done.</param>
    public string Rate(int count)
    {
        var seconds = Seconds;
        var cpu = parts.Select((part, i) => (part.Name, Used: part.Cpu() - before[i])).ToArray();
        var total = cpu.Sum(part => part.Used);
        var shares =
            string.Join(", ", cpu.Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Name} {part.Used * 1e6 / count:N0}")));
        return string.Create(CultureInfo.InvariantCulture, $"{count / seconds,9:N0} | {2 * count / total,9:N0} | {shares}");
    }
}
