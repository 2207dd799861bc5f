using System.Collections.Concurrent;
using System.Threading.Channels;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Orchestrator.Actors.Transport.RabbitMq;

/// <summary>Hears who comes and who leaves, and probes whether those it knows are there: the dead do not say so.</summary>
/// <remarks>
/// A probe is a message to the other's exclusive queue that must be returned when there is no such queue. Any broker does that; the
/// alternatives are a plugin (the event exchange) or declarations that cost a channel each.
/// </remarks>
internal sealed class Observer(Link link, RabbitOptions options, Action<PresenceChange> observer)
    : Resident(link, new CreateChannelOptions(false, false))
{
    private readonly ConcurrentDictionary<string, string> _known = new(StringComparer.Ordinal);
    private bool _again;

    protected override async Task LiveAsync(IChannel channel, CancellationToken lost)
    {
        var notices = Channel.CreateUnbounded<Notice>();
        channel.BasicReturnAsync += (_, probe) =>
        {
            notices.Writer.TryWrite(new Notice(Topology.PresentName(probe.RoutingKey), probe.BasicProperties.MessageId ?? "", false));
            return Task.CompletedTask;
        };
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, told) =>
        {
            if (Notice.Read(told.BasicProperties, told.Body.Span) is { } notice)
            {
                notices.Writer.TryWrite(notice);
            }

            return Task.CompletedTask;
        };

        // In this order nobody is missed: who binds to the roll call too late for ours announces itself after we listen.
        await Topology.DeclarePresenceAsync(channel, Closing);
        var queue = (await channel.QueueDeclareAsync("", durable: false, exclusive: true, autoDelete: true, cancellationToken: Closing)).QueueName;
        await channel.QueueBindAsync(queue, Topology.Presence, "", cancellationToken: Closing);
        await channel.BasicConsumeAsync(queue, autoAck: true, consumer, Closing);
        await channel.BasicPublishAsync(
            Topology.RollCall, "", mandatory: false, new BasicProperties { ReplyTo = queue }, ReadOnlyMemory<byte>.Empty, Closing);
        Ready();

        using var over = Over(lost);
        await Task.WhenAll(ListenAsync(notices.Reader, over.Token), ProbeAsync(channel, over.Token));
    }

    private async Task ListenAsync(ChannelReader<Notice> notices, CancellationToken over)
    {
        await foreach (var notice in notices.ReadAllAsync(over))
        {
            if (notice.Present)
            {
                Came(notice);
            }
            else if (_known.TryRemove(KeyValuePair.Create(notice.Name, notice.Incarnation)))
            {
                observer(new PresenceChange(notice.Name, false));
            }
        }
    }

    private void Came(Notice notice)
    {
        var earlier = _known.GetValueOrDefault(notice.Name);
        if (earlier == notice.Incarnation)
        {
            return;
        }

        _known[notice.Name] = notice.Incarnation;
        if (earlier is not null)
        {
            observer(new PresenceChange(notice.Name, false)); // Died and came back between two probes.
        }

        observer(new PresenceChange(notice.Name, true));
    }

    private async Task ProbeAsync(IChannel channel, CancellationToken over)
    {
        if (_again)
        {
            await Task.Delay(options.PresenceGrace, Time, over); // What ended our channel may have ended theirs.
        }

        _again = true;
        using var timer = new PeriodicTimer(options.PresenceProbe, Time);
        do
        {
            foreach (var (name, incarnation) in _known)
            {
                var properties = new BasicProperties { MessageId = incarnation };
                await channel.BasicPublishAsync("", Topology.PresenceQueue(name), mandatory: true, properties, ReadOnlyMemory<byte>.Empty, over);
            }
        }
        while (await timer.WaitForNextTickAsync(over));
    }
}
