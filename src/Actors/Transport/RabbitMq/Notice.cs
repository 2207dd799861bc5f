using System.Text;
using RabbitMQ.Client;

namespace Orchestrator.Actors.Transport.RabbitMq;

/// <summary>Word of someone.</summary>
/// <param name="Name">Who.</param>
/// <param name="Incarnation">Tells those of one name apart: a process started again is another.</param>
/// <param name="Present">Whether it is there.</param>
internal sealed record Notice(string Name, string Incarnation, bool Present)
{
    private const string Here = "here";
    private const string Gone = "gone";

    public async Task PublishAsync(IChannel channel, string exchange, string routingKey, CancellationToken cancellationToken)
    {
        var properties = new BasicProperties { MessageId = Incarnation, Type = Present ? Here : Gone };
        await channel.BasicPublishAsync(exchange, routingKey, mandatory: false, properties, Encoding.UTF8.GetBytes(Name), cancellationToken);
    }

    /// <summary>Null for what is no notice.</summary>
    public static Notice? Read(IReadOnlyBasicProperties properties, ReadOnlySpan<byte> body) => properties is { MessageId: { } id, Type: Here or Gone }
        ? new Notice(Encoding.UTF8.GetString(body), id, properties.Type == Here)
        : null;
}
