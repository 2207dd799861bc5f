using System.Diagnostics;
using Orchestrator.Actors.Transport.RabbitMq;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Protocol;
using Orchestrator.Coordinator.Clustered;
using Orchestrator.Coordinator.Sharding;
using Orchestrator.Coordinator.Sweeping;
using Orchestrator.Journal.Postgres;
using Orchestrator.Search.Samplers;
using Orchestrator.Sweeps.Commands;
using Orchestrator.Sweeps.Events;
using Orchestrator.Sweeps.State;

namespace Orchestrator.Cluster.Benchmarks;

/// <summary>A coordinator in a process of its own, made as <c>orchestrator coordinator</c> makes it: it stands by, and serves once it has the seat.</summary>
internal sealed class CoordinatorProcess : IDisposable
{
    private readonly Process process;

    private CoordinatorProcess(Process process) => this.process = process;

    /// <summary>The sweep that one of them begins: more trials than are ever run.</summary>
    public static SweepId Sweep { get; } = new("failover-1");

    /// <summary>Starts one; returns when it has its connections and asks for the seat.</summary>
    /// <param name="servers">Where it connects.</param>
    /// <param name="database">Where the journal is.</param>
    /// <param name="plans">Whether it begins the sweep.</param>
    public static async Task<CoordinatorProcess> StartAsync(BenchServers servers, string database, bool plans)
    {
        var process = OwnProgram.Start(["coordinate", servers.Broker.Uri.ToString(), database, .. plans ? new[] { "plan" } : []]);
        var coordinator = new CoordinatorProcess(process);
        return await process.StandardOutput.ReadLineAsync() == "ready" ? coordinator : throw new InvalidOperationException("The coordinator did not come up.");
    }

    /// <summary><c>kill -9</c>.</summary>
    public void Kill() => process.Kill();

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    /// <summary>The inside: connects, says "ready", waits for the seat, and serves until it is killed or its input ends.</summary>
    public static async Task ServeAsync(Uri broker, string database, bool plans)
    {
        await using var journal = await PostgresJournal.OpenAsync(database);
        await using var transport = await RabbitTransport.ConnectAsync(new RabbitOptions { Uri = broker, ClientName = "coordinator" });
        await using var holder = await SweepHolder.JoinAsync(
            transport, "bench", scheduler => new SweepServices(journal, scheduler, new Deaf(), "/nowhere", SamplerRegistry.Create, TimeProvider.System));
        Console.WriteLine("ready");
        var over = Task.Run(Console.In.ReadToEnd); // the console reads synchronously, whatever it is asked
        var taking = CoordinatorSeat.TakeAsync(transport, default);
        if (await Task.WhenAny(taking, over) == over) Environment.Exit(0);
        await using var seat = await taking;
        await using var coordinator = await ClusterCoordinator.StartAsync(transport, journal, holder, BenchCoordinator.Lease);
        if (plans) coordinator.Plan(new PlanSweep(Sweep, BenchCoordinator.Definition(seed: 1, trials: 1_000_000, folds: 2, parallel: 8), "none", DateTimeOffset.UtcNow));
        await over;
        Environment.Exit(0);
    }

    // What happens is in the journal, and is read there.
    private sealed class Deaf : ISweepObserver
    {
        public void OnChanged(SweepState state, IReadOnlyList<SweepEvent> events)
        {
        }

        public void OnMeasured(EpochMeasured measured)
        {
        }

        public void OnStopped(SweepId sweep, string reason) => Console.Error.WriteLine($"{sweep}: {reason}");
    }
}
