using System.Text;
using RabbitMQ.Client;

namespace Orchestrator.Actors.Transport.RabbitMq;

/// <summary>How a message looks on the wire.</summary>
internal static class Envelope
{
    /// <summary>What the broker accepts by default, less some room for the properties.</summary>
    private const int LargestBody = (128 - 1) * 1024 * 1024;
    private const int LongestProperty = 255;

    /// <exception cref="ArgumentException">It does not fit: the broker would close the channel under the messages of others.</exception>
    public static (BasicProperties Properties, byte[] Body) Encode(TransportMessage message)
    {
        var body = Encoding.UTF8.GetBytes(message.Json);
        if (body.Length > LargestBody
            || !Fits(message.Id, LongestProperty) || !Fits(message.Sender, LongestProperty) || !Fits(message.Manifest, LongestProperty))
        {
            throw new ArgumentException(
                $"Message '{message.Id}' does not fit: at most {LargestBody} bytes, and {LongestProperty} each for id, sender and manifest.", nameof(message));
        }

        var properties = new BasicProperties
        {
            MessageId = message.Id,
            ReplyTo = message.Sender,
            Type = message.Manifest,
            ContentType = "application/json",
            DeliveryMode = DeliveryModes.Persistent,
        };
        return (properties, body);
    }

    public static Delivery Decode(IReadOnlyBasicProperties properties, ReadOnlySpan<byte> body)
    {
        var message = new TransportMessage(
            properties.MessageId ?? "", properties.ReplyTo ?? "", properties.Type ?? "", Encoding.UTF8.GetString(body));
        var earlier = properties.Headers?.TryGetValue("x-delivery-count", out var count) == true ? Convert.ToInt32(count) : 0;
        return new Delivery(message, earlier);
    }

    public static bool Fits(string text, int bytes) => Encoding.UTF8.GetByteCount(text) <= bytes;
}
