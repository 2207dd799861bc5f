namespace Orchestrator.Actors;

/// <summary>What happens to a child that fails: a decision by its exception, and limits on restarts.</summary>
/// <remarks>The back-off has no random part: children fail one by one here, and virtual time wants it repeatable.</remarks>
public sealed record SupervisorStrategy
{
    /// <summary>Restart, after 100 ms to 30 s, up to 10 times within a sliding minute.</summary>
    public static SupervisorStrategy Default { get; } = new();

    /// <summary>Stop whatever fails.</summary>
    public static SupervisorStrategy StopAlways { get; } = new() { Decide = static _ => Directive.Stop };

    /// <summary>The decision. An exception out of it escalates.</summary>
    public Func<Exception, Directive> Decide { get; init; } = static _ => Directive.Restart;

    /// <summary>Restarts allowed within <see cref="Window"/>; the next failure stops the child. From 0.</summary>
    public int MaxRestarts { get; init; } = 10;

    /// <summary>How long a restart counts.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The wait before the first restart of a window. From 0.</summary>
    public TimeSpan MinBackoff { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest wait.</summary>
    public TimeSpan MaxBackoff { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The growth of the wait from one restart to the next. From 1.</summary>
    public double BackoffFactor { get; init; } = 2;

    /// <summary>The wait after <paramref name="earlier"/> restarts in this window: min(max, min * factor^earlier).</summary>
    public TimeSpan Backoff(int earlier)
    {
        var ticks = MinBackoff.Ticks * Math.Pow(BackoffFactor, earlier);
        return ticks < MaxBackoff.Ticks ? new TimeSpan((long)ticks) : MaxBackoff;
    }
}
