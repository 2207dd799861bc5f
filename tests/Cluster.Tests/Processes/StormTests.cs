using System.Diagnostics;
using System.Text.Json;
using Orchestrator.Cli.Tests.EndToEnd;
using Orchestrator.Contracts.Trials;
using Orchestrator.Servers;
using Orchestrator.Sweeps.Events;
using Orchestrator.Sweeps.State;
using Xunit.Abstractions;

namespace Orchestrator.Cluster.Tests.Processes;

/// <summary>Real RabbitMQ, real PostgreSQL, real processes, really killed, one kind after the other.</summary>
[Collection("processes")] // one after the other: each looks for what is left of its own
public sealed class StormTests(ServersFixture servers, ITestOutputHelper output) : IClassFixture<ServersFixture>, IAsyncLifetime
{
    private const int Slots = 2;

    /// <summary>A lease that is this old while the node's workers are frozen is there to stay.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(2);

    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly Dictionary<string, OrchestratorProcess> nodes = [];
    private readonly StormFolder folder = new();
    private ProcessCluster cluster = null!;
    private SweepJournal journal = null!;
    private Uri api = null!;

    public Task InitializeAsync()
    {
        cluster = new ProcessCluster(servers, folder.Home("shared"));
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        cluster.Dispose();
        if (journal is not null) await journal.DisposeAsync();
        folder.Dispose();
    }

    [SkippableFact]
    public async Task Whatever_is_killed_nothing_is_lost_counted_twice_or_left_behind()
    {
        Skip.If(servers.Broker is null || servers.Database is null, RabbitServer.Missing ?? PostgresServer.Missing);
        var undisturbed = await folder.RunUndisturbedAsync();
        Tell("undisturbed run on one machine is over");

        var (coordinator, first) = await cluster.CoordinateAsync();
        await cluster.SeatedAsync(api = first);
        var (_, standby) = await cluster.CoordinateAsync();
        foreach (var name in new[] { "anna", "bert", "cleo", "dora" }) nodes[name] = cluster.Join(name, Slots);
        var sweep = await ProcessCluster.SubmitAsync(api, folder.SweepFile);
        journal = await SweepJournal.OpenAsync(cluster.Database!, sweep);

        await CompletedAsync(20);
        await KillWorkerAsync("anna");
        await CompletedAsync(50);
        await KillNodeAsync("bert");
        await CompletedAsync(90);
        await KillCoordinatorAsync(coordinator, standby, frozen: "cleo");
        await CompletedAsync(130);
        await servers.Broker.KillAsync();
        await servers.Broker.RestartAsync();
        Tell("broker is killed and back");
        await CompletedAsync(165);
        await servers.Database.KillAsync();
        await servers.Database.RestartAsync();
        Tell("database is killed and back");

        using (var watch = OrchestratorProcess.Start("watch", sweep, "--server", api.ToString(), "--json"))
        {
            await watch.SeesAsync("result");
            (await watch.EndAsync()).ExitCode.ShouldBe(0);
        }
        await journal.UntilAsync("the sweep is over", s => s.Ended);
        Tell($"sweep is over: {journal.Events.OfType<AttemptStarted>().Count()} attempts, {journal.Events.OfType<ResultRejected>().Count()} late results rejected");
        Ledger.ShouldBalance(journal.Events, await journal.MeasurementsAsync(), StormFolder.Trials, StormFolder.Folds);
        Scores(await cluster.SweepAsync(api, sweep)).ShouldBe(Scores(JsonDocument.Parse(undisturbed).RootElement));
        await ShouldLeaveNothingBehindAsync();
    }

    private async Task KillWorkerAsync(string node)
    {
        var workers = await FreezeAsync(node);
        WorkerProcesses.Signal("KILL", workers[0]);
        WorkerProcesses.Signal("CONT", workers[1]);
        var failed = await journal.UntilAsync<AttemptFailed>(e => e.Kind == FailureKind.Crashed && e.Reason.StartsWith("Worker process", StringComparison.Ordinal));
        failed.Retry.ShouldBeTrue();
        Tell($"worker is killed: {failed.Reason}");
    }

    private async Task KillNodeAsync(string node)
    {
        var workers = await FreezeAsync(node);
        var lost = journal.State.Leased().Where(f => f.Lease!.Slot.Node == node).Select(f => f.Id).ToArray();
        lost.Length.ShouldBe(Slots);
        var at = DateTimeOffset.UtcNow;
        await nodes[node].KillAsync();

        // Their node is dead and they do not know: woken, they must not go on.
        WorkerProcesses.Signal("CONT", workers);
        foreach (var fold in lost)
        {
            var again = await journal.UntilAsync<AttemptStarted>(e => e.Attempt.Fold == fold && e.At > at);
            again.Slot.Node.ShouldNotBe(node);
            Tell($"node is killed: {fold} runs again {(again.At - at).TotalSeconds:0.0} s later");
            (again.At - at).ShouldBeLessThan(TimeSpan.FromMinutes(1));
        }
        await ProcessCluster.UntilAsync(() => Task.FromResult(!WorkerProcesses.All().Intersect(workers).Any()));
        nodes[node] = cluster.Join(node, Slots);
    }

    private async Task KillCoordinatorAsync(OrchestratorProcess coordinator, Uri standby, string frozen)
    {
        var workers = await FreezeAsync(frozen);
        var kept = journal.State.Leased().Where(f => f.Lease!.Slot.Node == frozen).Select(f => f.Lease!.Id).ToArray();
        var at = DateTimeOffset.UtcNow;
        await coordinator.KillAsync();
        var resumed = await journal.UntilAsync<SweepResumed>(e => e.At > at);
        Tell($"coordinator is killed: the standby's first event comes {(resumed.At - at).TotalSeconds:0.00} s later");
        (resumed.At - at).ShouldBeLessThan(TimeSpan.FromMinutes(1));
        await cluster.SeatedAsync(api = standby);
        WorkerProcesses.Signal("CONT", workers);

        // The very attempts that the old coordinator had begun give their results to the new one.
        foreach (var attempt in kept) await journal.UntilAsync<AttemptCompleted>(e => e.Attempt == attempt);
        await cluster.CoordinateAsync();
    }

    /// <summary>Stops a node's workers in their tracks, each in the middle of a fold.</summary>
    private async Task<int[]> FreezeAsync(string node)
    {
        int[] workers = [];
        await ProcessCluster.UntilAsync(() => Task.FromResult((workers = WorkerProcesses.Of(nodes[node].Id)).Length == Slots));
        WorkerProcesses.Signal("STOP", workers);
        await journal.UntilAsync($"both slots of '{node}' are at work", s =>
            s.Leased().Count(f => f.Lease!.Slot.Node == node && DateTimeOffset.UtcNow - f.Lease.StartedAt > Settled) == Slots);
        return workers;
    }

    private async Task CompletedAsync(int trials)
    {
        await journal.UntilAsync($"{trials} trials are complete", _ => journal.Completed >= trials);
        Tell($"{trials} trials are complete");
    }

    private async Task ShouldLeaveNothingBehindAsync()
    {
        var listed = await OrchestratorProcess.RunAsync("nodes", "--server", api.ToString());
        foreach (var (name, process) in nodes)
        {
            listed.Output.ShouldContain(name);
            WorkerProcesses.Of(process.Id).Length.ShouldBeLessThanOrEqualTo(Slots);
        }
        WorkerProcesses.All().Except(nodes.Values.SelectMany(node => WorkerProcesses.Of(node.Id))).ShouldBeEmpty();
        foreach (var node in nodes.Values) await node.InterruptAsync();
        foreach (var node in nodes.Values) (await node.EndAsync()).ExitCode.ShouldBe(0);
        WorkerProcesses.All().ShouldBeEmpty();
    }

    private void Tell(string what) => output.WriteLine($"{clock.Elapsed.TotalSeconds,6:0.0} s  {what}");

    private static string[] Scores(JsonElement sweep) =>
    [
        .. sweep.GetProperty("trials").EnumerateArray().Select(t => $"{JsonSerializer.Serialize(t.GetProperty("configuration"))} {t.GetProperty("mean")} {t.GetProperty("deviation")}"),
        sweep.GetProperty("refit").GetProperty("result").GetProperty("score").ToString(),
    ];
}
