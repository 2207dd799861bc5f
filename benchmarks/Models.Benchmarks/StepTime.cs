namespace Orchestrator.Models.Benchmarks;

/// <summary>Milliseconds a training step: on the clock, and of processor time.</summary>
internal readonly record struct StepTime(double Wall, double Cpu)
{
    /// <summary>The medians of both.</summary>
    public static StepTime Median(IReadOnlyCollection<StepTime> times) =>
        new(Median(times.Select(time => time.Wall)), Median(times.Select(time => time.Cpu)));

    /// <summary>The medians of the quotients of measurements that were taken one after the other.</summary>
    public static StepTime MedianRatio(IReadOnlyList<StepTime> times, IReadOnlyList<StepTime> by) =>
        Median([.. times.Zip(by, (time, other) => new StepTime(time.Wall / other.Wall, time.Cpu / other.Cpu))]);

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
