using Orchestrator.Sweeps;
using Xunit.Abstractions;

namespace Orchestrator.Cluster.Tests.Processes;

/// <summary>Processes that stand still for longer than anybody waits for them, and then go on as if nothing had happened.</summary>
public abstract class FreezeTest(DatabaseFixture database, ITestOutputHelper output, int epochs)
    : ClusterProcessTest(database, output, epochs)
{
    private const int Downed = 75;
    private static readonly TimeSpan Standstill = TimeSpan.FromSeconds(20);

    private protected async Task FreezeCoordinatorAsync(string which, CoordinatorProcess coordinator)
    {
        var (owned, at) = (Journal.Owner == coordinator.Address, DateTimeOffset.UtcNow);
        await coordinator.Process.SignalAsync("STOP");
        await StandStillAsync();
        var moved = "it did not have the sweep";
        if (owned)
        {
            var claimed = await Journal.UntilAsync<OwnerClaimed>(e => e.At > at);
            moved = $"the sweep moved after {(claimed.At - at).TotalSeconds:0.0} s";
        }
        await coordinator.Process.SignalAsync("CONT");
        var ending = await coordinator.Process.EndAsync();
        ending.ExitCode.ShouldBe(Downed, string.Join('\n', ending.Errors.Split('\n').TakeLast(20)));
        Tell($"coordinator {which} stood still, woke and ended: {moved}");

        // Awake again, it has written nothing that counts.
        await Journal.ReadAsync();
        Journal.Events.OfType<OwnerClaimed>().Where(e => e.At > at).ShouldAllBe(e => e.Owner != coordinator.Address);
    }

    private protected async Task FreezeNodeAsync(string node, CoordinatorProcess coordinator)
    {
        await Nodes[node].SignalAsync("STOP");
        await StandStillAsync();
        await Cluster.KnowsAsync(coordinator, Nodes.Count - 1);
        await Nodes[node].SignalAsync("CONT");
        await Cluster.KnowsAsync(coordinator, Nodes.Count);
        Tell($"node '{node}' stood still and is back");
    }

    // The others train on at first. Were they to do so all the time, a quick machine would have finished the sweep.
    private static async Task StandStillAsync()
    {
        await Task.Delay(Standstill / 10);
        var workers = WorkerProcesses.All();
        WorkerProcesses.Signal("STOP", workers);
        await Task.Delay(Standstill * 0.9);
        WorkerProcesses.Signal("CONT", workers);
    }
}
