using Akka.Actor;
using Orchestrator.Remoting;

namespace Orchestrator.Coordinator.Hosting;

/// <summary>Serializes the messages between coordinators.</summary>
public sealed class ClusterSerializer(ExtendedActorSystem system) : ManifestSerializer(system, ClusterMessages.Manifests)
{
    /// <inheritdoc />
    public override int Identifier => ClusterMessages.SerializerId;

    /// <summary>Binds the serializer (HOCON).</summary>
    public static string Hocon =>
        SerializerConfig.Bind("cluster", typeof(ClusterSerializer), ClusterMessages.SerializerId, ClusterMessages.Manifests.Values);
}
