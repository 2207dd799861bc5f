using Orchestrator.Contracts.Trials;
using Orchestrator.Sweeps;
using Xunit.Abstractions;

namespace Orchestrator.Cluster.Tests.Processes;

/// <summary>Processes that stand still for longer than anybody waits for them, and then go on as if nothing had happened.</summary>
public sealed class FreezeTests(DatabaseFixture database, ITestOutputHelper output) : ClusterProcessTest(database, output, Epochs)
{
    private const int Downed = 75;
    private const string Variable = "ORCHESTRATOR_LONG_TESTS";

    // Four freezes of twenty seconds and more each have to fit into the sweep, also on a quick machine.
    private const int Epochs = 30;

    private static readonly TimeSpan Standstill = TimeSpan.FromSeconds(20);

    private static bool IsWanted => Environment.GetEnvironmentVariable(Variable) == "1";

    [SkippableFact]
    public async Task Whoever_stands_still_and_wakes_changes_nothing()
    {
        Skip.IfNot(IsWanted, $"It takes four minutes; {Variable}=1 runs it, and the others are always run.");
        var (first, second) = await StartAsync("anna", "bert");
        await CompletedAsync(10);
        await FreezeCoordinatorAsync("with the scheduler", first);
        var third = await Cluster.CoordinateReadyAsync();
        await CompletedAsync(Journal.Completed + 10);
        await FreezeCoordinatorAsync("with the scheduler by now", second);
        var fourth = await Cluster.CoordinateReadyAsync();
        await CompletedAsync(Journal.Completed + 10);
        foreach (var node in Nodes.Keys)
        {
            await FreezeNodeAsync(node, third);
        }
        await ShouldEndWellAsync(fourth.Api);
        AttemptLog.TrainedTwice(Journal.Events, await Journal.MeasurementsAsync(), e => e.Kind == FailureKind.Crashed).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_scheduler_and_a_node_stand_still_and_nothing_is_lost()
    {
        var (first, _) = await StartAsync("anna", "bert");
        await CompletedAsync(10);
        await FreezeCoordinatorAsync("with the scheduler", first);
        var third = await Cluster.CoordinateReadyAsync();
        await CompletedAsync(Journal.Completed + 10);
        await FreezeNodeAsync(Nodes.Keys.First(), third);
        await ShouldEndWellAsync(third.Api);
        AttemptLog.TrainedTwice(Journal.Events, await Journal.MeasurementsAsync(), e => e.Kind == FailureKind.Crashed).ShouldBeEmpty();
    }

    private async Task FreezeCoordinatorAsync(string which, CoordinatorProcess coordinator)
    {
        var (owned, at) = (Journal.Owner == coordinator.Address, DateTimeOffset.UtcNow);
        await coordinator.Process.SignalAsync("STOP");
        await Task.Delay(Standstill);
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

    private async Task FreezeNodeAsync(string node, CoordinatorProcess coordinator)
    {
        await Nodes[node].SignalAsync("STOP");
        await Task.Delay(Standstill);
        await Cluster.KnowsAsync(coordinator, Nodes.Count - 1);
        await Nodes[node].SignalAsync("CONT");
        await Cluster.KnowsAsync(coordinator, Nodes.Count);
        Tell($"node '{node}' stood still and is back");
    }
}
