namespace Orchestrator.Actors.Dispatch;

/// <summary>A clock that stands still until it is advanced. Timers fire in the advancing thread, in the order they are due.</summary>
/// <param name="start">The first instant.</param>
public sealed class VirtualTime(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly SortedSet<VirtualTimer> _due = [];
    private DateTimeOffset _now = start.ToUniversalTime();
    private long _count;

    /// <summary>The first instant is 2000-01-01, UTC.</summary>
    public VirtualTime()
        : this(new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>When the next timer is due, or null.</summary>
    public DateTimeOffset? Next
    {
        get
        {
            lock (_gate)
            {
                return _due.Min?.Due;
            }
        }
    }

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new VirtualTimer(this, () => callback(state), Interlocked.Increment(ref _count));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Goes forward; each timer that is due on the way sees its own instant as the present.</summary>
    /// <param name="by">From 0.</param>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        var until = GetUtcNow() + by;
        while (FireNext(until))
        {
        }

        lock (_gate)
        {
            _now = until;
        }
    }

    /// <summary>Goes forward to the next timer and fires it.</summary>
    /// <returns>False when there is none.</returns>
    public bool AdvanceToNext() => FireNext(DateTimeOffset.MaxValue);

    private bool FireNext(DateTimeOffset until)
    {
        VirtualTimer timer;
        lock (_gate)
        {
            if (_due.Min is not { } next || next.Due > until)
            {
                return false;
            }

            timer = next;
            _now = timer.Due > _now ? timer.Due : _now;
            Set(timer, timer.Period, timer.Period);
        }

        timer.Fire();
        return true;
    }

    /// <summary>The due time is part of the order, so it changes only outside the set. Under the gate.</summary>
    private void Set(VirtualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        _due.Remove(timer);
        timer.Period = period > TimeSpan.Zero ? period : Timeout.InfiniteTimeSpan;
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            timer.Due = _now + dueTime;
            _due.Add(timer);
        }
    }

    private sealed class VirtualTimer(VirtualTime time, Action fire, long number) : ITimer, IComparable<VirtualTimer>
    {
        private bool _disposed;

        public DateTimeOffset Due { get; set; }

        public TimeSpan Period { get; set; }

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                if (!_disposed)
                {
                    time.Set(this, dueTime, period);
                }

                return !_disposed;
            }
        }

        public void Dispose()
        {
            lock (time._gate)
            {
                _disposed = true;
                time._due.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        public int CompareTo(VirtualTimer? other) =>
            other is null ? 1 : (Due, Number).CompareTo((other.Due, other.Number));

        private long Number => number;
    }
}
