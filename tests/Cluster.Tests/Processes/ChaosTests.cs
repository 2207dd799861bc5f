using Orchestrator.Contracts.Trials;
using Orchestrator.Sweeps;
using Xunit.Abstractions;

namespace Orchestrator.Cluster.Tests.Processes;

/// <summary>Real PostgreSQL, real processes, really killed, one kind after the other.</summary>
public sealed class ChaosTests(DatabaseFixture database, ITestOutputHelper output) : ClusterProcessTest(database, output)
{
    private const int Trials = ChaosFolder.Trials;

    private readonly DatabaseFixture database = database;

    [SkippableFact]
    public async Task Whatever_is_killed_nothing_is_lost_counted_twice_or_left_behind()
    {
        var (first, second) = await StartAsync("anna", "bert", "cleo", "dora");
        await CompletedAsync(Trials * 10 / 100);
        await KillWorkerAsync("anna");
        await CompletedAsync(Trials * 25 / 100);
        await KillNodeAsync("bert");
        await CompletedAsync(Trials * 40 / 100);
        await KillCoordinatorAsync("with the scheduler", first, frozen: "cleo");
        var third = await CoordinateAgainAsync();
        await CompletedAsync(Trials * 55 / 100);
        await KillCoordinatorAsync("without the scheduler", third, frozen: "dora");
        var fourth = await CoordinateAgainAsync();
        await CompletedAsync(Trials * 70 / 100);
        await database.Require().KillAsync();
        await database.Require().RestartAsync();
        Tell("database is killed and back");
        await CompletedAsync(Trials * 85 / 100);

        await ShouldEndWellAsync(fourth.Api);
        second.Process.HasEnded.ShouldBeFalse("it was not killed");
        AttemptLog.TrainedTwice(Journal.Events, await Journal.MeasurementsAsync(), e => e.Kind == FailureKind.Crashed).ShouldBeEmpty();
    }

    /// <summary>Another coordinator, for which the sweep stands still: on a slow machine it would be over before that one is
    /// there.</summary>
    private async Task<CoordinatorProcess> CoordinateAgainAsync()
    {
        var workers = WorkerProcesses.All();
        WorkerProcesses.Signal("STOP", workers);
        var coordinator = await Cluster.CoordinateReadyAsync();
        WorkerProcesses.Signal("CONT", workers);
        Tell("there are two coordinators again");
        return coordinator;
    }

    private async Task KillWorkerAsync(string node)
    {
        var workers = await FreezeWorkersAsync(node);
        WorkerProcesses.Signal("KILL", workers[0]);
        WorkerProcesses.Signal("CONT", workers[1]);
        var failed =
            await Journal.UntilAsync<AttemptFailed>(e => e.Kind == FailureKind.Crashed
                && e.Reason.StartsWith("Worker process", StringComparison.Ordinal));
        failed.Retry.ShouldBeTrue();
        Tell($"worker is killed: {failed.Reason}");
    }

    private async Task KillNodeAsync(string node)
    {
        var workers = await FreezeWorkersAsync(node);
        var lost = Journal.State.Leased().Where(f => f.Lease!.Slot.Node == node).Select(f => f.Id).ToArray();
        lost.Length.ShouldBe(Slots);
        var at = DateTimeOffset.UtcNow;
        await Nodes[node].KillAsync();

        // Their node is dead and they do not know: woken, they must not go on.
        WorkerProcesses.Signal("CONT", workers);
        foreach (var fold in lost)
        {
            var again = await Journal.UntilAsync<AttemptStarted>(e => e.Attempt.Fold == fold && e.At > at);
            again.Slot.Node.ShouldNotBe(node);
            Tell($"node is killed: {fold} runs again {(again.At - at).TotalSeconds:0.0} s later");
            (again.At - at).ShouldBeLessThan(TimeSpan.FromMinutes(1));
        }
        await ProcessCluster.UntilAsync("its workers are gone", () => Task.FromResult(!WorkerProcesses.All().Intersect(workers).Any()));
        Nodes[node] = Cluster.Join(node, Slots);
    }

    private async Task KillCoordinatorAsync(string which, CoordinatorProcess coordinator, string frozen)
    {
        var workers = await FreezeWorkersAsync(frozen);
        var kept = Journal.State.Leased().Where(f => f.Lease!.Slot.Node == frozen).Select(f => f.Lease!.Id).ToArray();
        var (owned, at) = (Journal.Owner == coordinator.Address, DateTimeOffset.UtcNow);
        await coordinator.Process.KillAsync();
        if (owned)
        {
            var claimed = await Journal.UntilAsync<OwnerClaimed>(e => e.At > at);
            Tell($"coordinator {which} is killed: the sweep's first event elsewhere comes {(claimed.At - at).TotalSeconds:0.00} s later");
            (claimed.At - at).ShouldBeLessThan(TimeSpan.FromMinutes(1));
        }
        else
        {
            Tell($"coordinator {which} is killed, which did not have the sweep");
        }
        WorkerProcesses.Signal("CONT", workers);

        // The very attempts that the old coordinator had begun give their results to the new one.
        foreach (var attempt in kept)
        {
            await Journal.UntilAsync($"{attempt} has ended", _ => Journal.EndOf(attempt) is not null);
            (Journal.EndOf(attempt) as AttemptFailed)?.Reason.ShouldBeNull(
                $"{attempt} was kept by its node while a coordinator was killed");
        }
    }
}
