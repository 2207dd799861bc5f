using Orchestrator.Actors.Transport;

namespace Orchestrator.Coordinator.Sharding;

/// <summary>Letters as they come out of an inbox.</summary>
internal static class Letters
{
    /// <summary>What a message holds. One that cannot be read will not become readable: it is passed over, as the message itself, for the log.</summary>
    public static IReadOnlyList<object> Read(TransportMessage message)
    {
        try
        {
            return [.. MessageBatch.Unpack(message).Select(one => LetterCodec.Decode(one.Manifest, one.Json))];
        }
        catch (FormatException)
        {
            return [message];
        }
    }
}
