using System.Collections.Concurrent;
using System.Threading.Channels;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Protocol;
using Orchestrator.Coordinator.Sweeping;
using Orchestrator.Sweeps.Events;
using Orchestrator.Sweeps.State;

namespace Orchestrator.Coordinator.Clustered;

/// <summary>Lets any number of listeners follow the sweeps that this coordinator holds.</summary>
/// <param name="next">Hears everything too: the log.</param>
/// <remarks>
/// A listener hears that there are new events, and reads them from the journal: so it has all of them, in order, whenever it came. A
/// listener that does not keep up loses measurements, never events.
/// </remarks>
public sealed class SweepFeed(ISweepObserver next) : ISweepObserver
{
    private const int Backlog = 4096;
    private readonly TaskCompletionSource deposed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<SweepId, ConcurrentDictionary<Channel<EpochMeasured?>, byte>> listeners = new();

    /// <summary>Follows a sweep: an epoch that was measured, or null for "there are new events".</summary>
    public ChannelReader<EpochMeasured?> Subscribe(SweepId sweep, CancellationToken until)
    {
        var channel = Channel.CreateBounded<EpochMeasured?>(new BoundedChannelOptions(Backlog) { FullMode = BoundedChannelFullMode.DropOldest });
        var own = listeners.GetOrAdd(sweep, _ => new());
        own.TryAdd(channel, 0);
        until.Register(() => own.TryRemove(channel, out _));
        return channel.Reader;
    }

    /// <inheritdoc />
    public void OnChanged(SweepState state, IReadOnlyList<SweepEvent> events)
    {
        next.OnChanged(state, events);
        Tell(state.Id, null);
    }

    /// <inheritdoc />
    public void OnMeasured(EpochMeasured measured)
    {
        next.OnMeasured(measured);
        Tell(measured.Sweep, measured);
    }

    /// <inheritdoc />
    public void OnWaiting(SweepId sweep, string? reason) => next.OnWaiting(sweep, reason);

    /// <inheritdoc />
    public void OnHeld(SweepId sweep, string holder) => next.OnHeld(sweep, holder);

    /// <inheritdoc />
    public void OnNode(string node, string news) => next.OnNode(node, news);

    /// <summary>Completes when another coordinator has taken a sweep over: this one should go.</summary>
    public Task Deposed => deposed.Task;

    /// <inheritdoc />
    public void OnDeposed(SweepId sweep)
    {
        next.OnDeposed(sweep);
        Dismiss(sweep);
        deposed.TrySetResult();
    }

    /// <inheritdoc />
    public void OnStopped(SweepId sweep, string reason)
    {
        next.OnStopped(sweep, reason);
        Dismiss(sweep);
    }

    private void Dismiss(SweepId sweep)
    {
        if (!listeners.TryGetValue(sweep, out var own)) return;
        foreach (var channel in own.Keys) channel.Writer.TryComplete();
    }

    private void Tell(SweepId sweep, EpochMeasured? news)
    {
        if (!listeners.TryGetValue(sweep, out var own)) return;
        foreach (var channel in own.Keys) channel.Writer.TryWrite(news);
    }
}
