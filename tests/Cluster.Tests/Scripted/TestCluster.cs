using System.Collections.Concurrent;
using Akka.Actor;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Coordinator.Sweeps;
using Orchestrator.GpuNode;
using Orchestrator.GpuNode.Hosting;
using Orchestrator.GpuNode.Link;
using Orchestrator.GpuNode.Workers;
using Orchestrator.Remoting;
using Orchestrator.Servers;
using Orchestrator.Sweeps;

namespace Orchestrator.Cluster.Tests.Scripted;

/// <summary>Coordinators, one after the other, and nodes with scripted workers: in this process, over loopback and one journal.</summary>
internal sealed class TestCluster : IAsyncDisposable, ISweepObserver
{
    public static readonly TimeSpan WaitLimit = TimeSpan.FromSeconds(60);
    // A busy machine delays heartbeats, of which one is sent each quarter of it.
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(4);

    private const int MostCoordinators = 3;

    private readonly string folder = Directory.CreateTempSubdirectory("orchestrator-").FullName;
    private readonly IReadOnlyList<string> addresses = [.. FreePorts.Take(MostCoordinators).Select(port => $"127.0.0.1:{port}")];
    private readonly ActorSystem assistants = ActorSystem.Create("assistants");
    private readonly ConcurrentDictionary<string, FaultInjector> sabotages = [];
    private readonly List<TestCoordinator> coordinators = [];
    private readonly List<GpuNodeHost> nodes = [];
    private readonly TaskCompletionSource<SweepState> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private TestCluster() => Journal = JournalDatabase.Sqlite(Path.Combine(folder, "journal.db"));

    /// <summary>What they have in common.</summary>
    public JournalDatabase Journal { get; }

    /// <summary>Why a sweep stopped without having ended.</summary>
    public Task<string> Stopped => stopped.Task.WaitAsync(WaitLimit);

    /// <summary>What sweeps have been said to wait for; null = for nothing any more.</summary>
    public ConcurrentQueue<string?> Waited { get; } = [];

    public static async Task<TestCluster> CreateAsync()
    {
        var cluster = new TestCluster();
        await cluster.Journal.PrepareAsync();
        return cluster;
    }

    /// <summary>The table of <see cref="Begin"/> with so many trials, when nothing happens to anybody.</summary>
    public static async Task<IReadOnlyList<string>> UndisturbedAsync(int trials)
    {
        await using var quiet = await CreateAsync();
        var coordinator = quiet.Coordinate();
        quiet.Join("only", 1, new ScriptedLauncher());
        coordinator.Tell(Begin(trials));
        return Sample.Table(await quiet.EndAsync());
    }

    public static BeginSweep Begin(int trials) => new(Sample.Sweep, Sample.Definition(trials), "fingerprint");

    /// <summary>Starts a coordinator, which goes on with what the journal has. The last one should be dead.</summary>
    /// <param name="sabotage">Interferes with it; null = nobody does.</param>
    public TestCoordinator Coordinate(FaultInjector? sabotage = null)
    {
        var address = addresses[coordinators.Count];
        if (sabotage is not null)
        {
            sabotages[address] = sabotage;
        }
        var coordinator = new TestCoordinator(address, addresses, Journal, this, Lease, sabotage);
        coordinators.Add(coordinator);
        if (coordinators.Count > 1)
        {
            coordinator.Tell(new RecoverSweep(Sample.Sweep));
        }
        return coordinator;
    }

    /// <summary>Kills a coordinator.</summary>
    public async Task KillAsync(TestCoordinator coordinator)
    {
        await coordinator.KillAsync();
        sabotages.TryRemove(coordinator.Address, out _);
    }

    /// <summary>Starts a node.</summary>
    public GpuNodeHost Join(string name, int slots, IWorkerLauncher launcher, NodeOptions? behaviour = null)
    {
        var offered = Enumerable.Range(0, slots).Select(i => new SlotDescription(new SlotId(name, i), "cpu", 1)).ToEquatableList();
        var link = new LinkOptions { Coordinators = addresses, Lease = Lease };
        var node = new GpuNodeHost(
            name, offered, launcher, link, receiver =>
                new TamperedChannel(to => new RemotingChannel(new RemotingOptions(), to), assistants, receiver, sabotages), behaviour);
        nodes.Add(node);
        return node;
    }

    /// <summary>Waits until a coordinator has been offered the slots of so many nodes.</summary>
    public static Task KnowsAsync(TestCoordinator coordinator, int nodes) =>
        UntilAsync(async () => (await coordinator.NodesAsync()).Count >= nodes);

    /// <summary>Waits for the end of the sweep, as its coordinator tells it.</summary>
    public Task<SweepState> EndAsync() => SoonAsync(ended.Task, "the sweep is over");

    /// <summary>Waits until a coordinator has come to where it is interfered with.</summary>
    public async Task ReachedAsync(FaultInjector sabotage) =>
        await SoonAsync(sabotage.Reached.ContinueWith(_ => true, TaskScheduler.Default), "that step is reached");

    /// <summary>Waits for the end as the journal has it: whoever wrote it may have died before it could say so.</summary>
    public async Task<SweepState> EndInJournalAsync()
    {
        SweepState? state = null;
        try
        {
            await UntilAsync(async () => (state = await Journal.Sweeps.LoadAsync(Sample.Sweep)) is { Ended: true });
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The sweep does not end after: {string.Join('\n', (await EventsAsync()).TakeLast(8))}");
        }
        return state!;
    }

    private async Task<T> SoonAsync<T>(Task<T> task, string wish)
    {
        try
        {
            return await task.WaitAsync(WaitLimit);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Waited in vain until {wish}, after: {string.Join('\n', (await EventsAsync()).TakeLast(12))}");
        }
    }

    public async Task<IReadOnlyList<SweepEvent>> EventsAsync() => await Journal.Sweeps.EventsAsync(Sample.Sweep).ToListAsync();

    public static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var timeout = new CancellationTokenSource(WaitLimit);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await condition())
        {
            await timer.WaitForNextTickAsync(timeout.Token);
        }
    }

    public void OnChanged(SweepState state, IReadOnlyList<SweepEvent> events)
    {
        if (state.Ended)
        {
            ended.TrySetResult(state);
        }
    }

    public void OnMeasured(EpochMeasured measured)
    {
    }

    public void OnStopped(SweepId sweep, string reason) => stopped.TrySetResult(reason);

    public void OnWaiting(SweepId sweep, string? reason) => Waited.Enqueue(reason);

    public void OnNode(string node, string news)
    {
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in nodes)
        {
            await node.DisposeAsync();
        }
        foreach (var coordinator in coordinators)
        {
            await coordinator.KillAsync();
        }
        await assistants.Terminate();
        await Journal.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
