namespace Orchestrator.Coordinator.Tests.Persistence;

/// <summary>A monotonic clock that stands still until it is told to go on. Timers run by the system's.</summary>
internal sealed class ManualTime : TimeProvider
{
    private long ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref ticks);

    public void Advance(TimeSpan time) => Interlocked.Add(ref ticks, time.Ticks);
}
