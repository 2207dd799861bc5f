using RabbitMQ.Client;

namespace Orchestrator.Actors.Transport.RabbitMq;

/// <summary>Stands ready at an inbox; the broker serves one of those who do.</summary>
/// <remarks>
/// A batch that fails is kept and handled again here, not returned to the broker, so that nothing later can overtake it. A
/// receiver leaves by closing its channel, not by cancelling first: else the next one would be served before what this one had
/// fetched is back in its place.
/// </remarks>
internal sealed class Receiver(Link link, string inbox, DeliveryHandler handler, int maxBatch)
    : Resident(link, new CreateChannelOptions(false, false))
{
    private const int LeastPrefetch = 32;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly string _queue = Topology.InboxQueue(inbox);
    private bool _proven; // on the broker's record, so that it is never replaced, however long it does not answer

    protected override async Task LiveAsync(IChannel channel, CancellationToken lost)
    {
        await Topology.DeclareInboxAsync(channel, _queue, Closing);
        var prefetch = (ushort)Math.Clamp(2L * maxBatch, LeastPrefetch, ushort.MaxValue);
        await channel.BasicQosAsync(0, prefetch, global: false, Closing);
        var arrivals = new Arrivals(channel);
        if (_proven)
        {
            await channel.BasicConsumeAsync(_queue, autoAck: false, arrivals, Closing);
        }
        else if (!await StuckQueue.ConsumesAsync(channel, _queue, arrivals, Time, Closing))
        {
            await StuckQueue.ReplaceAsync(await ConnectionAsync(), _queue, Time, Closing);
            return; // to begin anew on a channel that is not stuck with it
        }

        Ready();
        var began = Time.GetTimestamp();
        try
        {
            await ServeAsync(channel, arrivals, lost);
        }
        finally
        {
            _proven |= Time.GetElapsedTime(began) > StuckQueue.Youth;
        }
    }

    private async Task ServeAsync(IChannel channel, Arrivals arrivals, CancellationToken lost)
    {
        using var over = Over(lost);
        while (!IsOver(lost) && await arrivals.Reader.WaitToReadAsync(over.Token) && !IsOver(lost))
        {
            ulong last = 0;
            List<Delivery> batch = [];
            while (batch.Count < maxBatch && arrivals.Reader.TryRead(out var arrival))
            {
                (last, var delivery) = arrival;
                batch.Add(delivery);
            }

            if (await HandleAsync(batch, lost))
            {
                await channel.BasicAckAsync(last, multiple: true, CancellationToken.None);
            }
        }
    }

    /// <summary>Whether it was handled, and is this receiver's to acknowledge still.</summary>
    private async Task<bool> HandleAsync(List<Delivery> batch, CancellationToken lost)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            var work = InvokeAsync(batch, lost);
            await work.WaitAsync(lost).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (lost.IsCancellationRequested)
            {
                // The batch is another's by now. But here, too, one comes after the other; only who closes waits no longer.
                await work.WaitAsync(Closing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return false;
            }

            if (work.IsCompletedSuccessfully)
            {
                return true;
            }

            using var over = Over(lost);
            await Task.Delay(pause, Time, over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (IsOver(lost))
            {
                return false;
            }

            batch = [.. batch.Select(delivery => delivery with { Earlier = delivery.Earlier + 1 })];
        }
    }

    /// <summary>The sources are asked themselves: a linked one learns of it a moment later.</summary>
    private bool IsOver(CancellationToken lost) => lost.IsCancellationRequested || Closing.IsCancellationRequested;

    private async Task InvokeAsync(IReadOnlyList<Delivery> batch, CancellationToken abandoned) => await handler(batch, abandoned);
}
