using System.Diagnostics;
using System.Globalization;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Journal.Postgres;
using Orchestrator.Sweeps.Events;

namespace Orchestrator.Cluster.Benchmarks;

/// <summary>How long a cluster is without a coordinator that was killed, and folds without a node that was. All times are those of durable events.</summary>
internal sealed class Failover : IAsyncDisposable
{
    private const int Nodes = 4;
    private const int Slots = 2;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);
    private readonly BenchServers servers;
    private readonly string database;
    private readonly PostgresJournal journal;
    private readonly JournalTail tail;
    private readonly Dictionary<string, Fleet> nodes = [];
    private CoordinatorProcess active = null!;
    private CoordinatorProcess standby = null!;

    private Failover(BenchServers servers, string database, PostgresJournal journal) =>
        (this.servers, this.database, this.journal, tail) = (servers, database, journal, new JournalTail(journal, CoordinatorProcess.Sweep));

    /// <summary>Ten coordinators and five nodes die while folds of a fifth of a second, or of a second, run.</summary>
    public static async Task MeasureAsync(BenchServers servers)
    {
        Console.WriteLine("| killed with SIGKILL | until | median | worst | each |\n|---|---|---:|---:|---|");
        await using (var cluster = await StartAsync(servers, milliseconds: 200))
        {
            var (resumed, completed) = (new List<double>(), new List<double>());
            for (var round = 0; round < 10; round++) await cluster.LoseCoordinatorAsync(resumed, completed);
            Say("the coordinator with the seat", resumed, "the standby has journaled that it goes on", "s");
            Say("", completed, "the first fold is journaled as completed under it", "s");
        }
        await using (var cluster = await StartAsync(servers, milliseconds: 1000))
        {
            var elsewhere = new List<double>();
            for (var round = 0; round < 5; round++) await cluster.LoseNodeAsync($"node{round % Nodes}-000", elsewhere);
            Say($"a node of {Slots} slots", elsewhere, "its folds have begun elsewhere", $"lease periods ({BenchCoordinator.Lease.TotalSeconds} s)");
        }
    }

    public async ValueTask DisposeAsync()
    {
        active.Dispose();
        standby.Dispose();
        foreach (var node in nodes.Values) await node.DisposeAsync();
        await journal.DisposeAsync();
    }

    private static async Task<Failover> StartAsync(BenchServers servers, int milliseconds)
    {
        var database = await servers.Database.CreateDatabaseAsync();
        var cluster = new Failover(servers, database, await PostgresJournal.OpenAsync(database));
        cluster.active = await CoordinatorProcess.StartAsync(servers, database, plans: true);
        await cluster.tail.UntilAsync<SweepPlanned>();
        cluster.standby = await CoordinatorProcess.StartAsync(servers, database, plans: false);
        for (var i = 0; i < Nodes; i++) await cluster.JoinAsync($"node{i}", milliseconds);
        return cluster;
    }

    private async Task JoinAsync(string name, int milliseconds) =>
        nodes[$"{name}-000"] = await Fleet.StartAsync(new FleetOrders(servers.Broker.Uri, Nodes: 1, Slots, milliseconds, Name: name));

    private async Task LoseCoordinatorAsync(List<double> resumed, List<double> completed)
    {
        await Task.Delay(Settling);
        await tail.CatchUpAsync();
        var began = Stopwatch.GetTimestamp();
        active.Kill();
        await tail.UntilAsync<SweepResumed>();
        resumed.Add(Stopwatch.GetElapsedTime(began).TotalSeconds);
        await tail.UntilAsync<AttemptCompleted>();
        completed.Add(Stopwatch.GetElapsedTime(began).TotalSeconds);
        active.Dispose();
        (active, standby) = (standby, await CoordinatorProcess.StartAsync(servers, database, plans: false));
    }

    private async Task LoseNodeAsync(string name, List<double> elsewhere)
    {
        await Task.Delay(Settling);
        await tail.CatchUpAsync();
        var running = new Dictionary<SlotId, FoldId>();
        while (running.Count < Slots) // all of its slots have begun just now
        {
            var started = await tail.UntilAsync<AttemptStarted>(e => e.Slot.Node == name);
            running[started.Slot] = started.Attempt.Fold;
        }
        var lost = running.Values.ToHashSet();
        var began = Stopwatch.GetTimestamp();
        nodes[name].Kill();
        while (lost.Count > 0)
        {
            switch (await tail.NextAsync())
            {
                case AttemptCompleted done: lost.Remove(done.Attempt.Fold); break; // it was quicker than the kill
                case AttemptStarted again when lost.Contains(again.Attempt.Fold) && again.Slot.Node != name:
                    lost.Remove(again.Attempt.Fold);
                    if (lost.Count == 0) elsewhere.Add(Stopwatch.GetElapsedTime(began) / BenchCoordinator.Lease);
                    break;
            }
        }
        await nodes[name].DisposeAsync();
        await JoinAsync(name[..^4], milliseconds: 1000);
    }

    private static void Say(string killed, List<double> times, string until, string unit)
    {
        var ordered = times.Order().ToArray();
        var median = (ordered[(ordered.Length - 1) / 2] + ordered[ordered.Length / 2]) / 2;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {killed} | {until} | {median:0.00} {unit} | {ordered[^1]:0.00} | {string.Join(", ", times.Select(t => t.ToString("0.00", CultureInfo.InvariantCulture)))} |"));
    }
}
