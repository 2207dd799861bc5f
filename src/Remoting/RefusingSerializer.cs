using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;

namespace Orchestrator.Remoting;

/// <summary>Stands where Akka's default serializer stood, which makes whatever type a message names: nothing but what is bound leaves or
/// enters a process.</summary>
public sealed class RefusingSerializer : Serializer
{
    /// <summary>The number of the serializer in whose place it stands (Newtonsoft's JSON), so that its messages are refused too.</summary>
    public const int Number = 1;

    /// <summary>The configuration (HOCON).</summary>
    public static string Hocon { get; } =
        $"akka.actor.serializers.json = \"{typeof(RefusingSerializer).FullName}, {typeof(RefusingSerializer).Assembly.GetName().Name}\"\n";

    /// <summary>As Akka makes the serializer of that name, for which its defaults have settings.</summary>
    public RefusingSerializer(ExtendedActorSystem system, Config settings) : base(system) => _ = settings;

    /// <inheritdoc />
    public override int Identifier => Number;

    /// <inheritdoc />
    public override bool IncludeManifest => true;

    /// <inheritdoc />
    public override byte[] ToBinary(object obj) =>
        throw new SerializationException($"{obj.GetType()} is no message of the protocol: it does not leave this process.");

    /// <inheritdoc />
    public override object FromBinary(byte[] bytes, Type type) =>
        throw new SerializationException($"A message of type {type} is none of the protocol, and is not read.");
}
