using System.Diagnostics;
using System.Globalization;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Servers;
using Orchestrator.Sweeps;

namespace Orchestrator.Cluster.Benchmarks;

/// <summary>How long a cluster is without a coordinator that ended, and folds without a node that did. All times are those of durable
/// events.</summary>
internal sealed class Failover : IAsyncDisposable
{
    private const int Nodes = 4;
    private const int Slots = 2;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);
    private readonly string database;
    private readonly JournalDatabase journal;
    private readonly JournalTail tail;
    private readonly IReadOnlyList<string> addresses;
    private readonly Dictionary<string, Fleet> nodes = [];
    private CoordinatorProcess active = null!; // the older one: it has the scheduler and the sweep
    private CoordinatorProcess other = null!;

    private Failover(string database, JournalDatabase journal, int[] ports)
    {
        (this.database, this.journal, tail) = (database, journal, new JournalTail(journal, CoordinatorProcess.Sweep));
        addresses = [.. ports.Select(port => $"127.0.0.1:{port}")];
    }

    /// <summary>Coordinators and nodes die, or leave, while folds of a fifth of a second, or of a second, run.</summary>
    public static async Task MeasureAsync(PostgresServer server)
    {
        Console.WriteLine("| ended | until | median | worst | each |\n|---|---|---:|---:|---|");
        await using (var cluster = await StartAsync(server, milliseconds: 200))
        {
            foreach (var (killed, rounds) in new[] { (true, 5), (false, 5) })
            {
                var (claimed, completed) = (new List<double>(), new List<double>());
                for (var round = 0; round < rounds; round++)
                {
                    await cluster.LoseCoordinatorAsync(killed, claimed, completed);
                }
                Say($"the coordinator that has sweep and scheduler, {(killed ? "killed" : "asked to leave")}", claimed,
                    "the other one has journaled that it has taken the sweep over", "s");
                Say("", completed, "the first fold is journaled as completed under it", "s");
            }
        }
        await using (var cluster = await StartAsync(server, milliseconds: 1000))
        {
            var elsewhere = new List<double>();
            for (var round = 0; round < 5; round++)
            {
                await cluster.LoseNodeAsync($"node{round % Nodes}-000", elsewhere);
            }
            Say($"a node of {Slots} slots, killed", elsewhere, "its folds have begun elsewhere",
                $"lease periods ({BenchCoordinator.Lease.TotalSeconds} s)");
        }
    }

    public async ValueTask DisposeAsync()
    {
        active.Dispose();
        other.Dispose();
        foreach (var node in nodes.Values)
        {
            await node.DisposeAsync();
        }
        await journal.DisposeAsync();
    }

    private static async Task<Failover> StartAsync(PostgresServer server, int milliseconds)
    {
        var database = await server.CreateDatabaseAsync();
        var journal = JournalDatabase.Postgres(database);
        await journal.PrepareAsync();
        int[] ports = [FreePort.Take(), FreePort.Take()];
        var cluster = new Failover(database, journal, ports);
        cluster.active = await CoordinatorProcess.StartAsync(database, ports[0], plans: true);
        cluster.other = await CoordinatorProcess.StartAsync(database, ports[1], plans: false);
        for (var i = 0; i < Nodes; i++)
        {
            await cluster.JoinAsync($"node{i}", milliseconds);
        }
        await cluster.tail.UntilAsync<AttemptCompleted>();
        return cluster;
    }

    private async Task JoinAsync(string name, int milliseconds) =>
        nodes[$"{name}-000"] = await Fleet.StartAsync(new FleetOrders(addresses, Nodes: 1, Slots, milliseconds, Name: name));

    private async Task LoseCoordinatorAsync(bool killed, List<double> claimed, List<double> completed)
    {
        await Task.Delay(Settling);
        await tail.CatchUpAsync();
        var began = Stopwatch.GetTimestamp();
        if (killed)
        {
            active.Kill();
        }
        else
        {
            active.Leave();
        }
        await tail.UntilAsync<OwnerClaimed>();
        claimed.Add(Stopwatch.GetElapsedTime(began).TotalSeconds);
        await tail.UntilAsync<AttemptCompleted>();
        completed.Add(Stopwatch.GetElapsedTime(began).TotalSeconds);
        if (!killed)
        {
            await Task.Delay(Settling); // it may still be saying goodbye
        }
        active.Dispose();
        (active, other) = (other, await CoordinatorProcess.StartAsync(database, active.Port, plans: false));
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
                    if (lost.Count == 0)
                    {
                        elsewhere.Add(Stopwatch.GetElapsedTime(began) / BenchCoordinator.Lease);
                    }
                    break;
            }
        }
        await nodes[name].DisposeAsync();
        await JoinAsync(name[..^4], milliseconds: 1000);
    }

    private static void Say(string ended, List<double> times, string until, string unit)
    {
        var ordered = times.Order().ToArray();
        var median = (ordered[(ordered.Length - 1) / 2] + ordered[ordered.Length / 2]) / 2;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {ended} | {until} | {median:0.00} {unit} | {ordered[^1]:0.00} | "
                + $"{string.Join(", ", times.Select(t => t.ToString("0.00", CultureInfo.InvariantCulture)))} |"));
    }
}
