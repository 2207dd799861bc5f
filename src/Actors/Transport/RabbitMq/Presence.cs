using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Orchestrator.Actors.Transport.RabbitMq;

/// <summary>Holds an exclusive queue, which the broker deletes with the connection, and answers every roll call.</summary>
internal sealed class Presence(Link link, string name) : Resident(link, new CreateChannelOptions(false, false))
{
    private readonly string _queue = Topology.PresenceQueue(name);
    private readonly Notice _here = new(name, Guid.NewGuid().ToString("n"), true);
    private readonly SemaphoreSlim _word = new(1);

    public string Name => name;

    protected override async Task LiveAsync(IChannel channel, CancellationToken lost)
    {
        // After an outage the queue of our own dead connection may be there for some heartbeats: the declaration fails, and is repeated.
        await channel.QueueDeclareAsync(_queue, durable: false, exclusive: true, autoDelete: false, cancellationToken: Closing);
        await Topology.DeclarePresenceAsync(channel, Closing);
        await channel.QueueBindAsync(_queue, Topology.RollCall, "", cancellationToken: Closing);

        var leaving = false;
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, call) =>
        {
            // Anything else is an observer's probe: that it arrived is all there is to it.
            if (call.BasicProperties.ReplyTo is { } asker)
            {
                await SayAsync(() => leaving ? Task.CompletedTask : _here.PublishAsync(channel, "", asker, lost));
            }
        };
        await channel.BasicConsumeAsync(_queue, autoAck: true, consumer, Closing);
        await SayAsync(() => _here.PublishAsync(channel, Topology.Presence, "", Closing));
        Ready();

        using var over = Over(lost);
        await Task.Delay(Timeout.Infinite, over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!lost.IsCancellationRequested)
        {
            await SayAsync(async () =>
            {
                leaving = true;
                await channel.QueueDeleteAsync(_queue, ifUnused: false, ifEmpty: false, cancellationToken: lost);
                await (_here with { Present = false }).PublishAsync(channel, Topology.Presence, "", lost);
            });
        }
    }

    protected override Exception? Refusal(OperationInterruptedException error) =>
        error.ShutdownReason?.ReplyCode == Constants.ResourceLocked
            ? new InvalidOperationException($"'{name}' is present already.", error)
            : base.Refusal(error);

    /// <summary>One word after the other: nobody hears that we are here after hearing that we left.</summary>
    private async Task SayAsync(Func<Task> say)
    {
        await _word.WaitAsync();
        try
        {
            await say();
        }
        finally
        {
            _word.Release();
        }
    }
}
