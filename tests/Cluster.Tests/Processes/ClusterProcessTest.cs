using System.Diagnostics;
using Orchestrator.Cli.Tests.EndToEnd;
using Xunit.Abstractions;

namespace Orchestrator.Cluster.Tests.Processes;

/// <summary>Two coordinators and some nodes at work on the storm's sweep, and what every such test looks at in the end.</summary>
[Collection("processes")] // one after the other: each looks for what is left of its own
public abstract class ClusterProcessTest(DatabaseFixture database, ITestOutputHelper output, int epochs = 3)
    : IClassFixture<DatabaseFixture>, IAsyncLifetime
{
    /// <summary>Folds that a node trains at once.</summary>
    protected const int Slots = 2;

    /// <summary>A lease that is this old while the node's workers are frozen is there to stay.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(2);

    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly ChaosFolder folder = new(epochs);

    internal Dictionary<string, OrchestratorProcess> Nodes { get; } = [];

    internal ProcessCluster Cluster { get; private set; } = null!;

    internal SweepJournal Journal { get; private set; } = null!;

    /// <summary>The id of the sweep.</summary>
    protected string Sweep { get; private set; } = "";

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        Cluster?.Dispose();
        if (Journal is not null)
        {
            await Journal.DisposeAsync();
        }
        folder.Dispose();
    }

    /// <summary>Starts all of them, and the sweep. The first coordinator has the scheduler.</summary>
    internal async Task<(CoordinatorProcess First, CoordinatorProcess Second)> StartAsync(params string[] nodes)
    {
        var connection = await database.Require().CreateDatabaseAsync();
        await ChaosFolder.ExpectedAsync(folder.Epochs);
        Tell("undisturbed run on one machine is over");
        Cluster = new ProcessCluster(connection, folder.Home("shared"));
        var first = await Cluster.CoordinateReadyAsync();
        var second = await Cluster.CoordinateReadyAsync();
        foreach (var name in nodes)
        {
            Nodes[name] = Cluster.Join(name, Slots);
        }
        await Cluster.KnowsAsync(second, nodes.Length);
        Tell("the cluster is there");
        Sweep = await ProcessCluster.SubmitAsync(second.Api, folder.SweepFile);
        Journal = new SweepJournal(connection, Sweep);
        return (first, second);
    }

    /// <summary>Waits for so many complete trials.</summary>
    protected async Task CompletedAsync(int trials)
    {
        await Journal.UntilAsync($"{trials} trials are complete", _ => Journal.Completed >= trials);
        Tell($"{trials} trials are complete");
    }

    /// <summary>Stops a node's workers in their tracks, each in the middle of a fold.</summary>
    protected async Task<int[]> FreezeWorkersAsync(string node)
    {
        int[] workers = [];
        await ProcessCluster.UntilAsync($"'{node}' has its workers", () =>
            Task.FromResult((workers = WorkerProcesses.Of(Nodes[node].Id)).Length == Slots));
        WorkerProcesses.Signal("STOP", workers);
        await Journal.UntilAsync($"both slots of '{node}' are at work", s =>
            s.Leased().Count(f => f.Lease!.Slot.Node == node && DateTimeOffset.UtcNow - f.Lease.StartedAt > Settled) == Slots);
        return workers;
    }

    /// <summary>Waits for the end, and finds nothing lost, counted twice or left behind.</summary>
    /// <param name="api">Of a coordinator that lives.</param>
    protected async Task ShouldEndWellAsync(Uri api)
    {
        using (var watch = OrchestratorProcess.Start("watch", Sweep, "--server", api.ToString(), "--json"))
        {
            await watch.SeesAsync("result");
            (await watch.EndAsync()).ExitCode.ShouldBe(0);
        }
        await Journal.UntilAsync("the sweep is over", s => s.Ended);
        Tell($"sweep is over: {Figures()}");
        AttemptLog.ShouldBalance(Journal.Events, await Journal.MeasurementsAsync(), ChaosFolder.Trials, ChaosFolder.Folds);
        ChaosFolder.Scores(await Cluster.SweepAsync(api, Sweep)).ShouldBe(await ChaosFolder.ExpectedAsync(folder.Epochs));

        foreach (var node in Nodes.Values)
        {
            WorkerProcesses.Of(node.Id).Length.ShouldBeLessThanOrEqualTo(Slots);
        }
        WorkerProcesses.All().Except(Nodes.Values.SelectMany(node => WorkerProcesses.Of(node.Id))).ShouldBeEmpty("nobody's workers");
        // As a user does it, and as a service manager does.
        foreach (var (index, node) in Nodes.Values.Index())
        {
            await node.SignalAsync(index % 2 == 0 ? "INT" : "TERM");
        }
        foreach (var node in Nodes.Values)
        {
            (await node.EndAsync()).ExitCode.ShouldBe(0);
        }
        WorkerProcesses.All().ShouldBeEmpty();
    }

    protected void Tell(string what) => output.WriteLine($"{clock.Elapsed.TotalSeconds,6:0.0} s  {what}");

    private string Figures()
    {
        var counts = Journal.Events.GroupBy(e => e.GetType().Name).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => $"{g.Count()} {g.Key}");
        return string.Join(", ", counts);
    }
}
