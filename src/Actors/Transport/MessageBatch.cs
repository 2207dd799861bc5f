using System.Text;
using System.Text.Json;

namespace Orchestrator.Actors.Transport;

/// <summary>Several messages that travel as one: a broker's work is by the message, and a confirmation's is too.</summary>
/// <remarks><c>[{"manifest": "fold-completed/1", "message": {...}}, ...]</c>. A single message travels as it is.</remarks>
public static class MessageBatch
{
    /// <summary>How many may travel together.</summary>
    public const int MostMessages = 128;

    private const string Manifest = "batch/1";
    private const string ManifestOfOne = "manifest";
    private const string Message = "message";

    /// <summary>One message's manifest and JSON, for several; at least one.</summary>
    public static (string Manifest, string Json) Pack(IReadOnlyList<(string Manifest, string Json)> messages)
    {
        if (messages is [var only])
        {
            return only;
        }

        var text = new StringBuilder("[");
        foreach (var (manifest, json) in messages)
        {
            text.Append(text.Length > 1 ? "," : "").Append("{\"").Append(ManifestOfOne).Append("\":\"").Append(JsonEncodedText.Encode(manifest))
                .Append("\",\"").Append(Message).Append("\":").Append(json).Append('}');
        }

        return (Manifest, text.Append(']').ToString());
    }

    /// <summary>
    /// The messages that travelled, in order, decoded. What cannot be read stands there as <see cref="UnreadableMessage"/>: it would never
    /// become readable, and those beside it are not to wait for that.
    /// </summary>
    /// <param name="message">What came.</param>
    /// <param name="decode">Reads one by manifest and JSON, or throws a <see cref="FormatException"/>.</param>
    public static IReadOnlyList<object> Read(TransportMessage message, Func<string, string, object> decode)
    {
        try
        {
            return [.. Unpack(message).Select(one => DecodeOne(one.Manifest, one.Json))];
        }
        catch (FormatException e)
        {
            return [new UnreadableMessage(message.Manifest, message.Sender, e.Message)];
        }

        object DecodeOne(string manifest, string json)
        {
            try
            {
                return decode(manifest, json);
            }
            catch (FormatException e)
            {
                return new UnreadableMessage(manifest, message.Sender, e.Message);
            }
        }
    }

    /// <summary>The messages that travelled, in order.</summary>
    /// <exception cref="FormatException">It calls itself a batch and is none.</exception>
    public static IReadOnlyList<(string Manifest, string Json)> Unpack(TransportMessage message)
    {
        if (message.Manifest != Manifest)
        {
            return [(message.Manifest, message.Json)];
        }

        try
        {
            using var document = JsonDocument.Parse(message.Json);
            return [.. document.RootElement.EnumerateArray().Select(one => (one.GetProperty(ManifestOfOne).GetString()!, one.GetProperty(Message).GetRawText()))];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new FormatException($"The batch '{message.Id}' cannot be read: {e.Message}", e);
        }
    }
}
