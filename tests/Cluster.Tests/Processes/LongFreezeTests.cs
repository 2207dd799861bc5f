using Orchestrator.Contracts.Trials;
using Xunit.Abstractions;

namespace Orchestrator.Cluster.Tests.Processes;

/// <summary>Every coordinator, and every node.</summary>
/// <remarks>Four freezes of twenty seconds and more each have to fit into the sweep, also on a quick machine.</remarks>
public sealed class LongFreezeTests(DatabaseFixture database, ITestOutputHelper output) : FreezeTest(database, output, epochs: 30)
{
    private const string Variable = "ORCHESTRATOR_LONG_TESTS";

    private static bool IsWanted => Environment.GetEnvironmentVariable(Variable) == "1";

    [SkippableFact]
    public async Task Whoever_stands_still_and_wakes_changes_nothing()
    {
        Skip.IfNot(IsWanted, $"It takes four minutes; {Variable}=1 runs it.");
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
}
