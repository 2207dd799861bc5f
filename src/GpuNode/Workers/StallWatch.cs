namespace Orchestrator.GpuNode.Workers;

/// <summary>Notices a fold that takes no step any more: code that hangs cannot be stopped, only its process can be ended.</summary>
internal sealed class StallWatch : IDisposable
{
    private readonly TimeSpan limit;
    private readonly ITimer? timer;

    /// <param name="limit">How long a fold may take no step; null = as long as it likes.</param>
    /// <param name="time">The clock.</param>
    /// <param name="stalled">Hears, on a thread of the pool, what has happened, in a sentence.</param>
    public StallWatch(TimeSpan? limit, TimeProvider time, Action<string> stalled)
    {
        this.limit = limit ?? Timeout.InfiniteTimeSpan;
        timer = limit is null ? null : time.CreateTimer(_ => stalled(FormattableString.Invariant(
            $"The fold has taken no step for {this.limit.TotalMinutes:0.##} minutes (resources: stall_minutes).")),
            null, this.limit, Timeout.InfiniteTimeSpan);
    }

    /// <summary>It has taken a step.</summary>
    public void Step() => timer?.Change(limit, Timeout.InfiniteTimeSpan);

    /// <inheritdoc />
    public void Dispose() => timer?.Dispose();
}
