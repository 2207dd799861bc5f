using Akka.Actor;
using Orchestrator.Contracts.Serialization;

namespace Orchestrator.Remoting;

/// <summary>Serializes the messages between nodes and coordinators.</summary>
public sealed class ProtocolSerializer(ExtendedActorSystem system) : ManifestSerializer(system, ProtocolMessages.Manifests)
{
    /// <inheritdoc />
    public override int Identifier => ProtocolMessages.SerializerId;
}
