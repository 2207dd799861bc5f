using System.Collections.Frozen;
using System.Text.Json;

namespace Orchestrator.Contracts.Serialization;

/// <summary>Writes messages of known types as a manifest and UTF-8 JSON, and reads them back.</summary>
/// <param name="types">
/// The type of each manifest. A manifest names meaning and version, never a .NET type; a message that changes gets a new version beside the
/// old one.
/// </param>
/// <param name="options">How JSON is written; null = <see cref="WireJson.Options"/>.</param>
public sealed class ManifestTable(IReadOnlyDictionary<string, Type> types, JsonSerializerOptions? options = null)
{
    private readonly FrozenDictionary<string, Type> types = types.ToFrozenDictionary();
    private readonly FrozenDictionary<Type, string> manifests = types.ToFrozenDictionary(entry => entry.Value, entry => entry.Key);
    private readonly JsonSerializerOptions options = options ?? WireJson.Options;

    /// <summary>Every manifest.</summary>
    public IReadOnlyCollection<string> Manifests => types.Keys;

    /// <summary>Every type.</summary>
    public IReadOnlyCollection<Type> Types => manifests.Keys;

    /// <summary>The manifest of a message.</summary>
    /// <exception cref="ArgumentException">Its type is not in the table.</exception>
    public string ManifestOf(object message) => manifests.TryGetValue(message.GetType(), out var manifest)
        ? manifest
        : throw new ArgumentException($"{message.GetType().Name} is no message that may leave its process.", nameof(message));

    /// <summary>The message as UTF-8 JSON.</summary>
    public byte[] Encode(object message) => JsonSerializer.SerializeToUtf8Bytes(message, message.GetType(), options);

    /// <summary>The message.</summary>
    /// <exception cref="FormatException">The manifest is unknown, or the JSON does not fit it.</exception>
    public object Decode(string manifest, ReadOnlySpan<byte> json)
    {
        if (!types.TryGetValue(manifest, out var type))
        {
            throw new FormatException($"The message '{manifest}' is unknown to this version.");
        }
        try
        {
            return JsonSerializer.Deserialize(json, type, options) ?? throw new FormatException($"The message '{manifest}' is empty.");
        }
        // of a value that its type does not take
        catch (Exception e) when (e is JsonException or NotSupportedException or ArgumentException)
        {
            throw new FormatException($"The message '{manifest}' cannot be read: {e.Message}", e);
        }
    }
}
