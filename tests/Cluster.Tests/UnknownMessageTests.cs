using Orchestrator.Actors.Transport;
using Orchestrator.Cluster.Tests.Scripted;
using Orchestrator.Contracts.Protocol;

namespace Orchestrator.Cluster.Tests;

/// <summary>Messages of a later version, as they travel while a cluster is updated.</summary>
public sealed class UnknownMessageTests : IAsyncLifetime
{
    private readonly Town town = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await town.DisposeAsync();

    [Theory]
    [InlineData("be-anything/9", "{}")]
    [InlineData("run-fold/1", """{"slot":7}""")]
    [InlineData("batch/1", """[{"manifest":"be-anything/9","message":{}},{"manifest":"who-are-you/1","message":{}}]""")]
    [InlineData("batch/1", "no batch")]
    public async Task Nobody_chokes_on_a_message_that_cannot_be_read(string manifest, string json)
    {
        var (coordinator, transport) = await town.SeatAsync();
        await town.JoinAsync("node", 1, new ScriptedLauncher());
        foreach (var inbox in new[] { Inboxes.OfNode("node"), Inboxes.Coordinator })
            await transport.SendAsync(inbox, new TransportMessage(Guid.NewGuid().ToString("N"), "stranger", manifest, json));
        coordinator.Plan(Town.Plan(2));
        (await town.EndAsync()).Trials.Count.ShouldBe(2);
    }
}
