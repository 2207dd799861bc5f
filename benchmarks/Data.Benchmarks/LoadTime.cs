using System.Diagnostics;

namespace Orchestrator.Data.Benchmarks;

/// <summary>What a load took.</summary>
/// <param name="Wall">Milliseconds on the clock.</param>
/// <param name="Cpu">Milliseconds of processor time, over all threads.</param>
internal readonly record struct LoadTime(double Wall, double Cpu)
{
    public static LoadTime Of(Func<object> load)
    {
        GC.Collect();
        var (cpu, wall) = (Process.GetCurrentProcess().TotalProcessorTime, Stopwatch.GetTimestamp());
        GC.KeepAlive(load());
        return new(Stopwatch.GetElapsedTime(wall).TotalMilliseconds,
            (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalMilliseconds);
    }

    public static LoadTime Median(IReadOnlyCollection<LoadTime> times) =>
        new(Middle(times.Select(t => t.Wall)), Middle(times.Select(t => t.Cpu)));

    private static double Middle(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
