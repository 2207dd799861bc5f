using Akka.Actor;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Coordinator.Hosting;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Coordinator.Scheduling;
using Orchestrator.Coordinator.Sweeps;
using Orchestrator.Remoting;
using Orchestrator.Servers;
using Orchestrator.Sweeps;
using Serilog.Core;

namespace Orchestrator.Cluster.Benchmarks;

/// <summary>A real coordinator in this process, and sweeps that it runs to their end.</summary>
internal sealed class BenchCoordinator : ISweepObserver, IAsyncDisposable
{
    /// <summary>As <c>orchestrator coordinator</c> has it.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(10);

    private static int _sweeps;

    private readonly Stack<IAsyncDisposable> parts = [];
    private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ClusterCoordinator coordinator = null!;
    private int left;

    /// <summary>Starts one, over a database of its own.</summary>
    /// <param name="server">Where the database is.</param>
    /// <param name="port">Where nodes reach it: that of an earlier one, so that the same nodes find this one.</param>
    public static async Task<BenchCoordinator> StartAsync(PostgresServer server, int port)
    {
        var bench = new BenchCoordinator();
        bench.coordinator = await StartAsync(await server.CreateDatabaseAsync(), port, bench, bench.parts);
        return bench;
    }

    /// <summary>A coordinator made as <c>orchestrator coordinator</c> makes it, without its API.</summary>
    /// <param name="database">Where it keeps everything.</param>
    /// <param name="port">Where nodes and coordinators reach it.</param>
    /// <param name="observer">Hears what its sweeps do.</param>
    /// <param name="parts">What is to be disposed, the last first.</param>
    public static async Task<ClusterCoordinator> StartAsync(string database, int port, ISweepObserver observer,
        Stack<IAsyncDisposable> parts)
    {
        var journal = JournalDatabase.Postgres(database);
        parts.Push(journal);
        await journal.PrepareAsync();
        var directory = new CoordinatorDirectory(database);
        parts.Push(directory);
        var options =
            new ClusterCoordinatorOptions { Remoting = new RemotingOptions { Port = port }, ArtifactRoot = "/nowhere", Lease = Lease };
        var coordinator = await ClusterCoordinator.StartAsync(
            options, journal, directory, observer, _ => new ArtifactPlace("/nowhere", "none", null), Logger.None, default);
        parts.Push(coordinator);
        return coordinator;
    }

    /// <summary>Waits until so many nodes are known.</summary>
    public async Task NodesAsync(int count)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while ((await coordinator.Scheduler.Ask<NodesDescribed>(new DescribeNodes(), TimeSpan.FromMinutes(1))).Nodes.Count < count)
        {
            await timer.WaitForNextTickAsync();
        }
    }

    /// <summary>Runs sweeps side by side. May be called once.</summary>
    public async Task RunAsync(int sweeps, int trials, int folds, int parallel)
    {
        left = sweeps;
        for (var i = 0; i < sweeps; i++)
        {
            var number = Interlocked.Increment(ref _sweeps);
            coordinator.Sweeps.Tell(
                new BeginSweep(new SweepId($"bench-{number}"), Definition((ulong)number, trials, folds, parallel), "none"));
        }
        await done.Task;
    }

    public void OnChanged(SweepState state, IReadOnlyList<SweepEvent> events)
    {
        if (events.Count > 0 && state.Ended && Interlocked.Decrement(ref left) == 0)
        {
            done.SetResult();
        }
    }

    public void OnMeasured(EpochMeasured measured)
    {
    }

    public void OnStopped(SweepId sweep, string reason) => done.TrySetException(new InvalidOperationException($"{sweep}: {reason}"));

    public void OnWaiting(SweepId sweep, string? reason)
    {
    }

    public void OnNode(string node, string news)
    {
    }

    public async ValueTask DisposeAsync()
    {
        while (parts.TryPop(out var part))
        {
            await part.DisposeAsync();
        }
    }

    /// <summary>A sweep that trains nothing.</summary>
    public static SweepDefinition Definition(ulong seed, int trials, int folds, int parallel) => new(
        "bench", seed, new DataDefinition("/none.csv", "csv"), new ModelDefinition("none", Configuration.Empty),
        new SearchDefinition("random", trials, parallel), new SearchSpace([new FloatParameter("x", 0, 1)]),
        new CrossValidationDefinition(folds, false, 0), new ObjectiveDefinition("score", Direction.Maximize), new StoppingDefinition(1),
            new ResourcesDefinition());
}
