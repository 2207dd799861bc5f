using System.Collections.Frozen;
using System.Text.Json;
using Orchestrator.Contracts.Protocol;

namespace Orchestrator.Contracts.Wire;

/// <summary>Writes the protocol's messages as a manifest and JSON, and reads them back.</summary>
/// <remarks>A manifest names meaning and version, never a .NET type; a message that changes gets a new version beside the old one.</remarks>
public static class ProtocolCodec
{
    private static readonly FrozenDictionary<string, Type> Types = new Dictionary<string, Type>
    {
        ["node-joined/1"] = typeof(NodeJoined),
        ["node-left/1"] = typeof(NodeLeft),
        ["who-are-you/1"] = typeof(WhoAreYou),
        ["be-drained/1"] = typeof(BeDrained),
        ["run-fold/1"] = typeof(RunFold),
        ["stop-fold/1"] = typeof(StopFold),
        ["fold-started/1"] = typeof(FoldStarted),
        ["epoch-measured/1"] = typeof(EpochMeasured),
        ["fold-completed/1"] = typeof(FoldCompleted),
        ["fold-failed/1"] = typeof(FoldFailed),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<Type, string> Manifests = Types.ToFrozenDictionary(entry => entry.Value, entry => entry.Key);

    /// <summary>A message's manifest and JSON.</summary>
    /// <exception cref="KeyNotFoundException">It is no message of the protocol.</exception>
    public static (string Manifest, string Json) Encode(object message) =>
        (Manifests[message.GetType()], JsonSerializer.Serialize(message, message.GetType(), WireJson.Options));

    /// <summary>The message.</summary>
    /// <exception cref="FormatException">The manifest is unknown, or the JSON does not fit it.</exception>
    public static object Decode(string manifest, string json)
    {
        if (!Types.TryGetValue(manifest, out var type)) throw new FormatException($"The message '{manifest}' is unknown to this version.");
        try
        {
            return JsonSerializer.Deserialize(json, type, WireJson.Options) ?? throw new FormatException($"The message '{manifest}' is empty.");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or ArgumentException) // of a value that its type does not take
        {
            throw new FormatException($"The message '{manifest}' cannot be read: {e.Message}", e);
        }
    }
}
