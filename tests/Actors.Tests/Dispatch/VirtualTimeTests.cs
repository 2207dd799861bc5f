using Orchestrator.Actors.Dispatch;

namespace Orchestrator.Actors.Tests.Dispatch;

public sealed class VirtualTimeTests
{
    private readonly VirtualTime _time = new();
    private readonly List<(string Name, double At)> _fired = [];

    [Fact]
    public void Timers_fire_in_order_and_see_their_own_instant()
    {
        Timer("b", 2);
        Timer("a", 1);
        Timer("b2", 2);
        Timer("late", 11);
        _time.Advance(TimeSpan.FromSeconds(10));
        _fired.ShouldBe([("a", 1), ("b", 2), ("b2", 2)]);
        _time.Next.ShouldBe(_time.GetUtcNow() + TimeSpan.FromSeconds(1));
        _time.AdvanceToNext().ShouldBeTrue();
        _time.AdvanceToNext().ShouldBeFalse();
        _fired[^1].ShouldBe(("late", 11));
    }

    [Fact]
    public void Periodic_timers_repeat_until_disposed()
    {
        var timer = Timer("tick", 1, period: 2);
        _time.Advance(TimeSpan.FromSeconds(6));
        _fired.Select(fired => fired.At).ShouldBe([1, 3, 5]);
        timer.Dispose();
        _time.Next.ShouldBeNull();
        timer.Change(TimeSpan.Zero, TimeSpan.Zero).ShouldBeFalse();
    }

    [Fact]
    public void A_changed_timer_forgets_its_old_time()
    {
        var timer = Timer("once", 1);
        timer.Change(TimeSpan.FromSeconds(5), Timeout.InfiniteTimeSpan).ShouldBeTrue();
        _time.Advance(TimeSpan.FromSeconds(10));
        _fired.ShouldBe([("once", 5)]);
    }

    [Fact]
    public async Task It_drives_what_the_framework_builds_on_a_clock()
    {
        using var source = new CancellationTokenSource(TimeSpan.FromSeconds(3), _time);
        var delay = Task.Delay(TimeSpan.FromSeconds(2), _time);
        _time.Advance(TimeSpan.FromSeconds(2));
        await delay.WaitAsync(TimeSpan.FromSeconds(10));
        source.IsCancellationRequested.ShouldBeFalse();
        var stamp = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromSeconds(1));
        source.IsCancellationRequested.ShouldBeTrue();
        _time.GetElapsedTime(stamp).ShouldBe(TimeSpan.FromSeconds(1));
    }

    private ITimer Timer(string name, double due, double? period = null)
    {
        var start = _time.GetUtcNow();
        return _time.CreateTimer(
            _ => _fired.Add((name, (_time.GetUtcNow() - start).TotalSeconds)),
            null,
            TimeSpan.FromSeconds(due),
            period is { } seconds ? TimeSpan.FromSeconds(seconds) : Timeout.InfiniteTimeSpan);
    }
}
