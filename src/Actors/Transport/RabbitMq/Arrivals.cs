using System.Threading.Channels;
using RabbitMQ.Client;

namespace Orchestrator.Actors.Transport.RabbitMq;

/// <summary>What the broker has delivered on one channel; its prefetch bounds it.</summary>
internal sealed class Arrivals(IChannel channel) : AsyncDefaultBasicConsumer(channel)
{
    private readonly Channel<(ulong Tag, Delivery Delivery)> _arrived =
        System.Threading.Channels.Channel.CreateUnbounded<(ulong, Delivery)>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>Ends when the broker cancels, as it does when the queue is deleted.</summary>
    public ChannelReader<(ulong Tag, Delivery Delivery)> Reader => _arrived.Reader;

    public override Task HandleBasicDeliverAsync(
        string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey,
        IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
    {
        _arrived.Writer.TryWrite((deliveryTag, Envelope.Decode(properties, body.Span)));
        return Task.CompletedTask;
    }

    public override Task HandleBasicCancelAsync(string consumerTag, CancellationToken cancellationToken = default)
    {
        _arrived.Writer.TryComplete();
        return base.HandleBasicCancelAsync(consumerTag, cancellationToken);
    }
}
