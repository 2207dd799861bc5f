namespace Orchestrator.Torch.Benchmarks;

/// <summary>Milliseconds a training step: on the clock, and of processor time.</summary>
internal readonly record struct StepTime(double Wall, double Cpu)
{
    /// <summary>The medians of both.</summary>
    public static StepTime Median(IReadOnlyCollection<StepTime> times) =>
        new(times.Select(t => t.Wall).Order().ElementAt(times.Count / 2), times.Select(t => t.Cpu).Order().ElementAt(times.Count / 2));
}
