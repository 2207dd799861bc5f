using Orchestrator.Actors.Dispatch;

namespace Orchestrator.Actors.Transport.InProcess;

/// <summary>Messages in order, and those who stand ready for them; the first is served.</summary>
/// <remarks>A queue under a lock and not a channel, because a message leaves it when it is acknowledged, not when it is read.</remarks>
internal sealed class Inbox(TimeProvider time, IDispatcher dispatcher)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly Queue<Waiting> _messages = [];
    private readonly List<Receiver> _receivers = [];

    public void Put(TransportMessage message)
    {
        lock (_gate)
        {
            _messages.Enqueue(new Waiting(message));
            Wake();
        }
    }

    public void Add(Receiver receiver)
    {
        lock (_gate)
        {
            _receivers.Add(receiver);
            Wake();
        }
    }

    /// <summary>Takes a receiver out; a busy one leaves by itself after its batch, unless it is to be left behind.</summary>
    public void Leave(Receiver receiver, bool evenIfBusy)
    {
        lock (_gate)
        {
            if (evenIfBusy || !receiver.Busy)
            {
                _receivers.Remove(receiver);
                receiver.Gone.TrySetResult();
                Wake();
            }
        }
    }

    private void Wake()
    {
        if (_messages.Count > 0 && _receivers is [{ Busy: false } first, ..])
        {
            first.Busy = true;
            dispatcher.Schedule(DispatcherContext.Bind(dispatcher, () => _ = ServeAsync(first)));
        }
    }

    private async Task ServeAsync(Receiver receiver)
    {
        var pause = FirstPause;
        while (Next(receiver) is { } batch)
        {
            try
            {
                await receiver.Handler(batch, receiver.Abandoned);
                Acknowledge(receiver, batch.Count);
                pause = FirstPause;
            }
            catch (Exception)
            {
                await PauseAsync(pause, receiver.Closing);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }

    /// <summary>The next batch, or null when the receiver has nothing to do or no business here any more.</summary>
    private List<Delivery>? Next(Receiver receiver)
    {
        lock (_gate)
        {
            if (receiver.Closing.IsCancellationRequested)
            {
                receiver.Busy = false;
                Leave(receiver, evenIfBusy: true);
                return null;
            }

            if (_messages.Count == 0)
            {
                receiver.Busy = false;
                return null;
            }

            return [.. _messages.Take(receiver.MaxBatch).Select(waiting => new Delivery(waiting.Message, waiting.Deliveries++))];
        }
    }

    private void Acknowledge(Receiver receiver, int count)
    {
        lock (_gate)
        {
            // Left behind meanwhile: the messages are another's by now.
            if (_receivers is not [var first, ..] || first != receiver)
            {
                return;
            }

            while (count-- > 0)
            {
                _messages.Dequeue();
            }
        }
    }

    private async Task PauseAsync(TimeSpan pause, CancellationToken closing)
    {
        try
        {
            await Task.Delay(pause, time, closing);
        }
        catch (OperationCanceledException)
        {
            // Closing: the loop sees it next.
        }
    }

    private sealed class Waiting(TransportMessage message)
    {
        public TransportMessage Message => message;

        public int Deliveries { get; set; }
    }
}
