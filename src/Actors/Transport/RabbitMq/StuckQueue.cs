using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Orchestrator.Actors.Transport.RabbitMq;

/// <summary>Tells a queue that is stuck for good from a slow one, and replaces it.</summary>
/// <remarks>
/// <para>A broker on its own that is killed within the first second of a quorum queue comes back with the queue's name and without its log. The
/// queue can be declared, and then answers neither consumer nor publisher, whose channels hang with it. What was in it is lost already.</para>
/// <para>A majority that is away for a while looks the same, but then the queue cannot be deleted either.</para>
/// </remarks>
internal static class StuckQueue
{
    /// <summary>What a broker needs to write down that there is a queue, by a wide margin: one that was served for so long is only ever slow.</summary>
    public static readonly TimeSpan Youth = TimeSpan.FromSeconds(10);

    /// <summary>A consumer is answered within milliseconds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly CreateChannelOptions Plain = new(false, false);

    /// <summary>Begins to consume; false when there is no answer. The channel is of no use then.</summary>
    public static async Task<bool> ConsumesAsync(IChannel channel, string queue, IAsyncBasicConsumer consumer, TimeProvider time, CancellationToken closing)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, closing);
        try
        {
            await channel.BasicConsumeAsync(queue, autoAck: false, consumer, over.Token);
            return true;
        }
        catch (OperationCanceledException) when (!closing.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Deletes a queue that does not answer a second time, on another channel, either. Whoever needs it declares it again.</summary>
    public static async Task ReplaceAsync(IConnection connection, string queue, TimeProvider time, CancellationToken closing)
    {
        var second = await connection.CreateChannelAsync(Plain, closing);
        if (await ConsumesAsync(second, queue, new AsyncEventingBasicConsumer(second), time, closing))
        {
            await second.CloseAsync(closing);
            return;
        }

        // On a third: the others wait for the queue, and the broker with them.
        await using var third = await connection.CreateChannelAsync(Plain, closing);
        await third.QueueDeleteAsync(queue, ifUnused: false, ifEmpty: false, cancellationToken: closing);
    }
}
