using Orchestrator.Actors.Transport.RabbitMq;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Protocol;
using Orchestrator.Contracts.Spaces;
using Orchestrator.Contracts.Sweeps;
using Orchestrator.Coordinator.Clustered;
using Orchestrator.Coordinator.Sharding;
using Orchestrator.Coordinator.Sweeping;
using Orchestrator.Journal.Postgres;
using Orchestrator.Search.Samplers;
using Orchestrator.Sweeps.Commands;
using Orchestrator.Sweeps.Events;
using Orchestrator.Sweeps.State;

namespace Orchestrator.Cluster.Benchmarks;

/// <summary>A real coordinator in this process, and sweeps that it runs to their end.</summary>
internal sealed class BenchCoordinator : ISweepObserver, IAsyncDisposable
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(10);
    private static int _sweeps;

    private readonly Stack<IAsyncDisposable> parts = [];
    private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ClusterCoordinator coordinator = null!;
    private int left;

    public static async Task<BenchCoordinator> StartAsync(BenchServers servers)
    {
        var bench = new BenchCoordinator();
        var journal = await PostgresJournal.OpenAsync(await servers.Database.CreateDatabaseAsync());
        var transport = await RabbitTransport.ConnectAsync(new RabbitOptions { Uri = servers.Broker.Uri, ClientName = "coordinator" });
        var seat = await CoordinatorSeat.TakeAsync(transport, default);
        var holder = await SweepHolder.JoinAsync(
            transport, "bench", scheduler => new SweepServices(journal, scheduler, bench, "/nowhere", SamplerRegistry.Create, TimeProvider.System));
        bench.coordinator = await ClusterCoordinator.StartAsync(transport, journal, holder, Lease);
        foreach (var part in new IAsyncDisposable[] { journal, transport, seat, holder, bench.coordinator }) bench.parts.Push(part);
        return bench;
    }

    /// <summary>Waits until so many nodes are known.</summary>
    public async Task NodesAsync(int count)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while ((await coordinator.NodesAsync(TimeSpan.FromMinutes(1))).Count < count) await timer.WaitForNextTickAsync();
    }

    /// <summary>Runs sweeps side by side. May be called once.</summary>
    public async Task RunAsync(int sweeps, int trials, int folds, int parallel)
    {
        left = sweeps;
        for (var i = 0; i < sweeps; i++)
        {
            var number = Interlocked.Increment(ref _sweeps);
            coordinator.Plan(new PlanSweep(new SweepId($"bench-{number}"), Definition((ulong)number, trials, folds, parallel), "none", DateTimeOffset.UtcNow));
        }
        await done.Task;
    }

    public void OnChanged(SweepState state, IReadOnlyList<SweepEvent> events)
    {
        if (state.Ended && Interlocked.Decrement(ref left) == 0) done.SetResult();
    }

    public void OnMeasured(EpochMeasured measured)
    {
    }

    public void OnStopped(SweepId sweep, string reason) => done.TrySetException(new InvalidOperationException($"{sweep}: {reason}"));

    public async ValueTask DisposeAsync()
    {
        while (parts.TryPop(out var part)) await part.DisposeAsync();
    }

    private static SweepDefinition Definition(ulong seed, int trials, int folds, int parallel) => new(
        "bench", seed, new DataDefinition("/none.csv", "csv"), new ModelDefinition("none", Configuration.Empty),
        new SearchDefinition("random", trials, parallel), new SearchSpace([new FloatParameter("x", 0, 1)]),
        new CrossValidationDefinition(folds, false, 0), new ObjectiveDefinition("score", Direction.Maximize), new StoppingDefinition(1), new ResourcesDefinition());
}
