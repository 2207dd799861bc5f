using System.Text;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;
using Orchestrator.Cluster.Tests.Scripted;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Remoting;

namespace Orchestrator.Cluster.Tests;

/// <summary>Messages of a later version, as they travel while a cluster is updated.</summary>
public sealed class UnknownMessageTests : IAsyncLifetime
{
    private TestCluster cluster = null!;

    public async Task InitializeAsync() => cluster = await TestCluster.CreateAsync();

    public async Task DisposeAsync() => await cluster.DisposeAsync();

    [Theory]
    [InlineData("be-anything/9", "{}")]
    [InlineData("run-fold/2", """{"slot":7}""")]
    [InlineData("node-heartbeat/1", "no JSON")]
    public async Task A_coordinator_does_not_choke_on_a_message_that_cannot_be_read(string manifest, string json)
    {
        var coordinator = cluster.Coordinate();
        cluster.Join("node", 1, new ScriptedLauncher());
        await TestCluster.KnowsAsync(coordinator, 1);
        using var stranger = ActorSystem.Create("stranger", ConfigurationFactory.ParseString(
            "akka.actor.provider = remote\n" + LoggingConfig.Hocon + RemotingConfig.Of(new RemotingOptions())
            + SerializerConfig.Bind("later", typeof(LaterSerializer), ProtocolMessages.SerializerId, [typeof(Later)])));
        var entry =
            stranger.ActorSelection(
                $"akka.tcp://{RemotingOptions.CoordinatorSystem}@{coordinator.Address}/user/{RemotingOptions.CoordinatorEntry}");
        entry.Tell(new Later(manifest, json));
        // Behind it on the same connection, so that it has arrived when this is answered.
        (await entry.Ask<object>(new Contracts.Messages.NodeHeartbeat("stranger", "1"), TestCluster.WaitLimit)).ShouldNotBeNull();
        coordinator.Tell(TestCluster.Begin(2));
        (await cluster.EndAsync()).Trials.Count.ShouldBe(2);
    }

    private sealed record Later(string Manifest, string Json);

    /// <summary>Writes under any manifest, with the number of the protocol's serializer.</summary>
    internal sealed class LaterSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
    {
        public override int Identifier => ProtocolMessages.SerializerId;

        public override string Manifest(object o) => ((Later)o).Manifest;

        public override byte[] ToBinary(object obj) => Encoding.UTF8.GetBytes(((Later)obj).Json);

        public override object FromBinary(byte[] bytes, string manifest) => new Later(manifest, Encoding.UTF8.GetString(bytes));
    }
}
