using Orchestrator.Contracts.Trials;
using Xunit.Abstractions;

namespace Orchestrator.Cluster.Tests.Processes;

/// <summary>The coordinator with the scheduler, and a node.</summary>
public sealed class FreezeTests(DatabaseFixture database, ITestOutputHelper output) : FreezeTest(database, output, epochs: 12)
{
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
}
