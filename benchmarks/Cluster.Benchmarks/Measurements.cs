using System.Diagnostics;
using System.Globalization;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Servers;

namespace Orchestrator.Cluster.Benchmarks;

/// <summary>The figures, each printed as rows of a table.</summary>
internal static class Measurements
{
    private const int Folds = 2;
    private const int Nodes = 4;

    /// <summary>So many sweeps are run first, and not counted.</summary>
    private const int WarmUp = 8;

    /// <summary>Trials that do nothing, durable, over network and database.</summary>
    public static async Task TrialsAsync(PostgresServer server)
    {
        Console.WriteLine("| sweeps | trials/s here | on 2 free cores | CPU us a trial |\n|---:|---:|---:|---|");
        var port = FreePort.Take();
        await using var fleet = await Fleet.StartAsync(new FleetOrders([$"127.0.0.1:{port}"], Nodes, Slots: 16));
        foreach (var (sweeps, trials) in new[] { (WarmUp, 400), (1, 1000), (4, 500), (16, 300), (64, 100) })
        {
            await using var coordinator = await BenchCoordinator.StartAsync(server, port);
            await coordinator.NodesAsync(Nodes);
            var spent = Spent.By(server, fleet);
            await coordinator.RunAsync(sweeps, trials, Folds, parallel: 4);
            if (sweeps != WarmUp)
            {
                Console.WriteLine($"| {sweeps} | {spent.Rate(sweeps * trials)} |");
            }
        }
    }

    /// <summary>Measurements: to the journal alone, and from a worker's mouth through network and coordinator.</summary>
    public static async Task RowsAsync(PostgresServer server)
    {
        const int Epochs = 50, Metrics = 20, Sweeps = 4, Trials = 60;
        Console.WriteLine("| measurements | rows/s here | on 2 free cores | CPU us a row |\n|---|---:|---:|---|");
        await using (var journal = JournalDatabase.Postgres(await server.CreateDatabaseAsync()))
        {
            await journal.PrepareAsync();
            await StoreAsync(journal, "warm", 20);
            var alone = Spent.By(server, null);
            await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => StoreAsync(journal, $"sweep-{writer}", 100)));
            Console.WriteLine($"| journal alone, 4 writers, 2,000 a call | {alone.Rate(4 * 100 * 2000)} |");
        }
        var port = FreePort.Take();
        await using var fleet =
            await Fleet.StartAsync(new FleetOrders([$"127.0.0.1:{port}"], Nodes, Slots: 2, Epochs: Epochs, Metrics: Metrics));
        foreach (var trials in new[] { Trials / 2, Trials }) // the first to warm up
        {
            await using var coordinator = await BenchCoordinator.StartAsync(server, port);
            await coordinator.NodesAsync(Nodes);
            var spent = Spent.By(server, fleet);
            await coordinator.RunAsync(Sweeps, trials, Folds, parallel: 4);
            if (trials == Trials)
            {
                Console.WriteLine(
                    $"| from the nodes, {Metrics} metrics an epoch | {spent.Rate(Sweeps * ((trials * Folds) + 1) * Epochs * Metrics)} |");
            }
        }
    }

    /// <summary>500 nodes of one coordinator.</summary>
    public static async Task NodesAsync(PostgresServer server)
    {
        const int Many = 500, Trials = 1000;
        var port = FreePort.Take();
        await using var coordinator = await BenchCoordinator.StartAsync(server, port);
        await Task.Delay(TimeSpan.FromSeconds(15)); // until its code is compiled and its cluster has settled
        var alone = await IdleCostAsync();
        var began = Stopwatch.GetTimestamp();
        await using var fleet = await Fleet.StartAsync(new FleetOrders([$"127.0.0.1:{port}"], Many, Slots: 1, Milliseconds: 2000));
        await coordinator.NodesAsync(Many);
        Say($"{Many} nodes, each with a connection of its own, have joined after {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s");
        await Task.Delay(TimeSpan.FromSeconds(10));
        var joined = await IdleCostAsync();
        Say($"while they are idle the coordinator uses {joined:0.0} % of a core, {alone:0.0} % without them; "
            + $"{Environment.WorkingSet / 1e6:0} MB");
        var cpu = Environment.CpuUsage.TotalTime;
        began = Stopwatch.GetTimestamp();
        await coordinator.RunAsync(sweeps: 4, Trials / 4, Folds, parallel: 125);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        Say($"{Trials * Folds} folds of 2 s: {seconds:0.0} s (work for {Trials * Folds * 2.0 / Many:0.0} s); coordinator "
            + $"{100 * (Environment.CpuUsage.TotalTime - cpu).TotalSeconds / seconds:0} % of a core, {Environment.WorkingSet / 1e6:0} MB");
    }

    // Percent of a core that this process uses over 20 seconds.
    private static async Task<double> IdleCostAsync()
    {
        var (began, spent) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        await Task.Delay(TimeSpan.FromSeconds(20));
        return 100 * (Environment.CpuUsage.TotalTime - spent) / Stopwatch.GetElapsedTime(began);
    }

    /// <summary>How long slots wait between two folds of a second.</summary>
    public static async Task IdleAsync(PostgresServer server)
    {
        var port = FreePort.Take();
        await using var coordinator = await BenchCoordinator.StartAsync(server, port);
        await using var fleet = await Fleet.StartAsync(new FleetOrders([$"127.0.0.1:{port}"], Nodes, Slots: 2, Milliseconds: 1000));
        await coordinator.NodesAsync(Nodes);
        await coordinator.RunAsync(sweeps: 1, trials: 160, folds: 1, parallel: 16);
        Say($"8 slots, 160 trials of 1 s: slots wait {100 * await fleet.IdleShareAsync():0.00} % of the time");
    }

    private static async Task StoreAsync(JournalDatabase journal, string sweep, int calls)
    {
        const int Rows = 2000;
        for (var call = 0; call < calls; call++)
        {
            var (id, trial) = (new SweepId(sweep), call);
            await journal.Measurements.AppendAsync(
                [.. Enumerable.Range(0, Rows)
                    .Select(i => new MeasurementRow(id, trial, 0, 1, 1 + (i / 20), $"validation/metric-{i % 20}", i))]);
        }
    }

    private static void Say(string line) => Console.WriteLine(line);
}
