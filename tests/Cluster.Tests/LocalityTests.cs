using Orchestrator.Cluster.Tests.Artifacts;
using Orchestrator.Cluster.Tests.Scripted;
using Orchestrator.Contracts.Definitions;
using Orchestrator.GpuNode;
using Orchestrator.GpuNode.Storage;
using Orchestrator.Models.Data.Caching;
using Orchestrator.Sweeps;

namespace Orchestrator.Cluster.Tests;

/// <summary>Folds go where their data lies, also to nodes that this coordinator has given nothing before.</summary>
public sealed class LocalityTests : ArtifactTest
{
    private TestCluster cluster = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        cluster = await TestCluster.CreateAsync();
    }

    public override async Task DisposeAsync()
    {
        await cluster.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task A_new_coordinator_sends_folds_to_the_node_that_has_the_data_on_disk()
    {
        var data = await FetchedAsync("z");
        foreach (var name in new[] { "a", "m", "z" })
        {
            Join(name);
        }

        await RunsOnAsync(cluster.Coordinate(), data, "z");
    }

    [Fact]
    public async Task A_set_that_arrives_while_the_node_is_there_is_told_to_the_next_coordinator()
    {
        var first = cluster.Coordinate();
        foreach (var name in new[] { "a", "m", "z" })
        {
            Join(name);
        }

        var data = await FetchedAsync("z");
        await cluster.KillAsync(first);
        await RunsOnAsync(cluster.Coordinate(), data, "z");
    }

    private void Join(string name) => cluster.Join(name, 4, new ScriptedLauncher(), new NodeOptions
    {
        Data = () => CachedSets.In(In(name)),
        SurveyInterval = TimeSpan.FromMilliseconds(20),
    });

    private async Task<DataDefinition> FetchedAsync(string node)
    {
        var data = Describe();
        await SubmitAsync(data);
        using var client = Client();
        await new DatasetCache(In(node)).LocateAsync(data, new CoordinatorFiles(client), default);
        return data;
    }

    private async Task RunsOnAsync(TestCoordinator coordinator, DataDefinition data, string node)
    {
        await TestCluster.UntilAsync(async () => await coordinator.NodesAsync() is { Count: 3 } nodes
            && nodes.Single(n => n.Name == node).Data is { Count: 1 });
        var plan = TestCluster.Begin(1);
        coordinator.Tell(plan with { Definition = plan.Definition with { Data = data } });
        await cluster.EndAsync();
        (await cluster.EventsAsync()).OfType<AttemptStarted>().Select(e => e.Slot.Node).Distinct().ShouldHaveSingleItem().ShouldBe(node);
    }
}
