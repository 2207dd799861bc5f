using System.Collections.Concurrent;
using Orchestrator.Actors.Transport;
using Orchestrator.Actors.Transport.InProcess;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Protocol;
using Orchestrator.Coordinator.Clustered;
using Orchestrator.Coordinator.Journaling;
using Orchestrator.Coordinator.Sharding;
using Orchestrator.Coordinator.Sweeping;
using Orchestrator.GpuNode;
using Orchestrator.GpuNode.Clustered;
using Orchestrator.GpuNode.Workers;
using Orchestrator.Journal;
using Orchestrator.Journal.Memory;
using Orchestrator.Search.Samplers;
using Orchestrator.Sweeps.Commands;
using Orchestrator.Sweeps.Events;
using Orchestrator.Sweeps.State;

namespace Orchestrator.Cluster.Tests.Scripted;

/// <summary>Coordinators and nodes over one broker and one journal; each has its own connection, which a test may cut.</summary>
internal sealed class Town : IAsyncDisposable, ISweepObserver
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Lease = TimeSpan.FromMilliseconds(300);
    private readonly InProcessBroker broker = new();
    private readonly MemoryJournal journal = new();
    private readonly ConcurrentStack<IAsyncDisposable> inhabitants = [];
    private readonly ConcurrentQueue<(SweepId Sweep, string Holder)> held = [];
    private readonly TaskCompletionSource<SweepState> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Town() => Feed = new SweepFeed(this);

    public SweepFeed Feed { get; }

    public IJournal Journal => journal;

    public Task<SweepState> EndAsync() => ended.Task.WaitAsync(Patience);

    /// <summary>The table of <see cref="Plan"/> with so many trials, when nothing happens to anybody.</summary>
    public static async Task<IReadOnlyList<string>> UndisturbedAsync(int trials)
    {
        await using var quiet = new Town();
        var (coordinator, _) = await quiet.SeatAsync();
        await quiet.JoinAsync("only", 1, new ScriptedLauncher());
        coordinator.Plan(Plan(trials));
        return Sample.Table(await quiet.EndAsync());
    }

    /// <summary>Takes the seat as soon as it is free.</summary>
    /// <param name="others">So many other coordinators are waited for before.</param>
    /// <param name="tamper">What comes between this coordinator and its connection.</param>
    /// <param name="over">What comes between it and the journal.</param>
    public async Task<(ClusterCoordinator Coordinator, InProcessTransport Transport)> SeatAsync(
        Func<ITransport, ITransport>? tamper = null, Func<IJournal, IJournal>? over = null, int others = 0)
    {
        var transport = broker.Connect();
        inhabitants.Push(transport);
        var own = over?.Invoke(journal) ?? journal;
        var tampered = tamper?.Invoke(transport) ?? transport;
        var holder = await HoldAsync(tampered, own, "seated");
        await UntilAsync(() => Task.FromResult(holder.Others.Count >= others));
        inhabitants.Push(await CoordinatorSeat.TakeAsync(transport, default).WaitAsync(Patience));
        var coordinator = await ClusterCoordinator.StartAsync(tampered, own, holder, Lease);
        inhabitants.Push(coordinator);
        return (coordinator, transport);
    }

    /// <summary>A coordinator that only ever stands by, and holds what it is given.</summary>
    public async Task<(SweepHolder Holder, InProcessTransport Transport)> StandByAsync(Func<ITransport, ITransport>? tamper = null, Func<IJournal, IJournal>? over = null)
    {
        var transport = broker.Connect();
        inhabitants.Push(transport);
        return (await HoldAsync(tamper?.Invoke(transport) ?? transport, over?.Invoke(journal) ?? journal, "standby"), transport);
    }

    public async Task<(ClusterNode Node, InProcessTransport Transport)> JoinAsync(
        string name, int slots, IWorkerLauncher launcher, Func<ITransport, ITransport>? tamper = null, NodeOptions? behaviour = null)
    {
        var transport = broker.Connect();
        inhabitants.Push(transport);
        var offered = Enumerable.Range(0, slots).Select(i => new SlotDescription(new SlotId(name, i), "cpu", 1)).ToEquatableList();
        var node = await ClusterNode.JoinAsync(tamper?.Invoke(transport) ?? transport, name, offered, launcher, behaviour: behaviour);
        inhabitants.Push(node);
        return (node, transport);
    }

    /// <summary>Waits until a coordinator has been offered the slots of so many nodes.</summary>
    public static Task KnowsAsync(ClusterCoordinator coordinator, int nodes) => UntilAsync(async () => (await coordinator.NodesAsync(Patience)).Count >= nodes);

    private async Task<SweepHolder> HoldAsync(ITransport transport, IJournal own, string name)
    {
        var holder = await SweepHolder.JoinAsync(transport, name, scheduler => new SweepServices(own, scheduler, Feed, "/artifacts", SamplerRegistry.Create, TimeProvider.System));
        inhabitants.Push(holder);
        return holder;
    }

    /// <summary>Waits for the end as the journal has it: whoever wrote it may have died before it could say so.</summary>
    public async Task<SweepState> EndInJournalAsync(int number = 1)
    {
        SweepState? state = null;
        try
        {
            await UntilAsync(async () => (state = await new SweepArchive(journal).LoadAsync(Sample.Number(number))) is { Ended: true });
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"Sweep {number}, held by {string.Join(", then ", HoldersOf(number))}, does not end after: {string.Join('\n', (await EventsAsync(number)).TakeLast(8))}");
        }
        return state!;
    }

    public static PlanSweep Plan(int trials, int number = 1) => new(Sample.Number(number), Sample.Definition(trials), "fingerprint", DateTimeOffset.UnixEpoch);

    public async Task<IReadOnlyList<SweepEvent>> EventsAsync(int number = 1)
    {
        var events = new List<SweepEvent>();
        await foreach (var happened in new SweepArchive(journal).EventsAsync(Sample.Number(number))) events.Add(happened);
        return events;
    }

    /// <summary>Who was given a sweep, in order.</summary>
    public IReadOnlyList<string> HoldersOf(int number) => [.. held.Where(h => h.Sweep == Sample.Number(number)).Select(h => h.Holder)];

    public static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var timeout = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await condition()) await timer.WaitForNextTickAsync(timeout.Token);
    }

    public void OnHeld(SweepId sweep, string holder) => held.Enqueue((sweep, holder));

    public void OnChanged(SweepState state, IReadOnlyList<SweepEvent> events)
    {
        if (state.Ended) ended.TrySetResult(state);
    }

    public void OnMeasured(EpochMeasured measured)
    {
    }

    public void OnStopped(SweepId sweep, string reason)
    {
        // A deposed coordinator stops its sweeps; whoever deposed it goes on with them.
    }

    public async ValueTask DisposeAsync()
    {
        while (inhabitants.TryPop(out var inhabitant))
        {
            try
            {
                await inhabitant.DisposeAsync();
            }
            catch (Exception e) when (e is ObjectDisposedException or TransportException)
            {
                // Its connection was cut by the test.
            }
        }
        await journal.DisposeAsync();
    }
}
