using Orchestrator.Cluster.Tests.Artifacts;
using Orchestrator.Cluster.Tests.Scripted;
using Orchestrator.Contracts.Sweeps;
using Orchestrator.Coordinator.Clustered;
using Orchestrator.GpuNode;
using Orchestrator.GpuNode.Data;
using Orchestrator.Sweeps.Commands;
using Orchestrator.Sweeps.Events;

namespace Orchestrator.Cluster.Tests;

/// <summary>Folds go where their data lies, also to nodes that this coordinator has given nothing before.</summary>
public sealed class LocalityTests : Depots
{
    private readonly Town town = new();

    public override async Task DisposeAsync()
    {
        await town.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task A_new_coordinator_sends_folds_to_the_node_that_has_the_data_on_disk()
    {
        var data = await FetchedAsync("z");
        foreach (var name in new[] { "a", "m", "z" }) await JoinAsync(name);
        await RunsOnAsync((await town.SeatAsync()).Coordinator, data, "z");
    }

    [Fact]
    public async Task A_set_that_arrives_while_the_node_is_there_is_told_to_the_next_coordinator()
    {
        var (_, first) = await town.SeatAsync();
        foreach (var name in new[] { "a", "m", "z" }) await JoinAsync(name);
        var data = await FetchedAsync("z");
        first.Abort();
        await RunsOnAsync((await town.SeatAsync()).Coordinator, data, "z");
    }

    private Task JoinAsync(string name) => town.JoinAsync(name, 4, new ScriptedLauncher(), behaviour: new NodeOptions
    {
        Data = () => CachedSets.In(In(name)), SurveyInterval = TimeSpan.FromMilliseconds(20),
    });

    private async Task<DataDefinition> FetchedAsync(string node)
    {
        var data = Describe();
        await SubmitAsync(data);
        using var client = Client();
        await new DataDepot(In(node)).LocateAsync(data, client, default);
        return data;
    }

    private async Task RunsOnAsync(ClusterCoordinator coordinator, DataDefinition data, string node)
    {
        await Town.UntilAsync(async () => await coordinator.NodesAsync(Town.Patience) is { Count: 3 } nodes && nodes.Single(n => n.Name == node).Data is { Count: 1 });
        var plan = Town.Plan(1);
        coordinator.Plan(plan with { Definition = plan.Definition with { Data = data } });
        await town.EndAsync();
        (await town.EventsAsync()).OfType<AttemptStarted>().Select(e => e.Slot.Node).Distinct().ShouldHaveSingleItem().ShouldBe(node);
    }
}
