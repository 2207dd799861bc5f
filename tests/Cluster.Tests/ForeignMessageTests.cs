using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Configuration;
using Orchestrator.Contracts.Messages;
using Orchestrator.Remoting;

namespace Orchestrator.Cluster.Tests;

/// <summary>What is no message of the protocol neither leaves nor enters a process: a type that a peer names is never made.</summary>
public sealed class ForeignMessageTests : IDisposable
{
    private readonly ActorSystem system = ActorSystem.Create("guarded", ConfigurationFactory.ParseString(
        "akka.actor.provider = remote\n" + LoggingConfig.Hocon + RemotingConfig.Of(new RemotingOptions())));

    public void Dispose() => system.Dispose();

    [Fact]
    public void It_does_not_leave()
    {
        var foreign = new Foreign("told");
        Should.Throw<SerializationException>(() => system.Serialization.FindSerializerFor(foreign).ToBinary(foreign))
            .Message.ShouldContain("is no message of the protocol");
    }

    [Theory]
    [InlineData(1)] // Akka's JSON, which makes what "$type" names
    [InlineData(-5)] // Hyperion
    public void It_does_not_enter(int serializer)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes($$"""{"$type":"{{typeof(Foreign).AssemblyQualifiedName}}","Word":"made"}""");
        Should.Throw<SerializationException>(() =>
            system.Serialization.Deserialize(bytes, serializer, typeof(Foreign).AssemblyQualifiedName!));
        Foreign.Made.ShouldBe(0);
    }

    [Fact]
    public void The_protocol_passes()
    {
        var beat = new NodeHeartbeat("anna", "1");
        var serializer = system.Serialization.FindSerializerFor(beat);
        system.Serialization.Deserialize(serializer.ToBinary(beat), serializer.Identifier,
            Akka.Serialization.Serialization.ManifestFor(serializer, beat))
            .ShouldBe(beat);
    }

    private sealed record Foreign
    {
        public Foreign(string word) => (Word, Made) = (word, Made + (word == "made" ? 1 : 0));

        public static int Made { get; private set; }

        public string Word { get; }
    }
}
