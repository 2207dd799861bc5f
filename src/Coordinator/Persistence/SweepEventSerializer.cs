using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Serialization;
using Orchestrator.Sweeps;
using Orchestrator.Sweeps.Serialization;

namespace Orchestrator.Coordinator.Persistence;

/// <summary>Writes a sweep's events and snapshots for the journal: JSON, under a manifest that names meaning and version, never a .NET
/// type.</summary>
public sealed class SweepEventSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{

    /// <summary>Binds the serializer; part of <see cref="JournalDatabase.AkkaConfig"/>.</summary>
    public static string Hocon =>
        $$"""
        akka.actor {
          serializers.sweep-events = "{{Name(typeof(SweepEventSerializer))}}"
          serialization-bindings { "{{Name(typeof(SweepEvent))}}" = sweep-events, "{{Name(typeof(SweepSnapshot))}}" = sweep-events }
          serialization-identifiers { "{{Name(typeof(SweepEventSerializer))}}" = 9001 }
        }
        """;

    /// <summary>9001: stands with every event on disk.</summary>
    public override int Identifier => 9001;

    /// <inheritdoc />
    public override string Manifest(object o) => o switch
    {
        SweepEvent happened => SweepEventCodec.ManifestOf(happened),
        SweepSnapshot => SweepSnapshotCodec.Manifest,
        _ => throw Foreign(o),
    };

    /// <inheritdoc />
    public override byte[] ToBinary(object obj) => obj switch
    {
        SweepEvent happened => SweepEventCodec.EncodeUtf8(happened),
        SweepSnapshot taken => SweepSnapshotCodec.Encode(taken.State).Json,
        _ => throw Foreign(obj),
    };

    /// <inheritdoc />
    /// <exception cref="FormatException">An event of a newer release.</exception>
    /// <exception cref="SerializationException">A snapshot that this build would not have written; all events are to be replayed
    /// instead.</exception>
    public override object FromBinary(byte[] bytes, string manifest)
    {
        if (manifest != SweepSnapshotCodec.Manifest)
        {
            return SweepEventCodec.Decode(manifest, bytes);
        }
        return SweepSnapshotCodec.TryDecode(manifest, bytes, out var state)
            ? new SweepSnapshot(state)
            : throw new SerializationException("The snapshot was taken by another build; the sweep is read from its events.");
    }

    private static string Name(Type type) => $"{type.FullName}, {type.Assembly.GetName().Name}";

    private static ArgumentException Foreign(object o) => new(
        $"The journal of sweeps takes events and snapshots of sweeps, and no {o.GetType()}.");
}
