using System.Runtime.Serialization;
using System.Text.Json;
using Akka.Actor;
using Akka.Serialization;
using Orchestrator.Contracts.Serialization;

namespace Orchestrator.Remoting;

/// <summary>Serializes the messages of a table as JSON under their manifests. No .NET type name crosses the network.</summary>
public abstract class ManifestSerializer : SerializerWithStringManifest
{
    private readonly ManifestTable table;

    /// <param name="system">The actor system, in which actor references are resolved.</param>
    /// <param name="manifests">The type of each manifest.</param>
    protected ManifestSerializer(ExtendedActorSystem system, IReadOnlyDictionary<string, Type> manifests) : base(system)
    {
        var options = new JsonSerializerOptions(WireJson.Options);
        options.Converters.Add(new ActorRefConverter(system));
        table = new ManifestTable(manifests, options);
    }

    /// <summary>The types that it serializes.</summary>
    public IReadOnlyCollection<Type> Types => table.Types;

    /// <inheritdoc />
    public override string Manifest(object o) => table.ManifestOf(o);

    /// <inheritdoc />
    public override byte[] ToBinary(object obj) => table.Encode(obj);

    /// <inheritdoc />
    /// <exception cref="SerializationException">The manifest is unknown, or the JSON does not fit it. The message is dropped, and the log
    /// has it.</exception>
    public override object FromBinary(byte[] bytes, string manifest)
    {
        try
        {
            return table.Decode(manifest, bytes);
        }
        catch (FormatException e)
        {
            throw new SerializationException(e.Message, e);
        }
    }
}
