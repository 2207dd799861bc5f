namespace Orchestrator.Actors.Transport.InProcess;

/// <summary>A connection to an <see cref="InProcessBroker"/>.</summary>
public sealed class InProcessTransport : ITransport
{
    private readonly InProcessBroker _broker;
    private readonly Lock _gate = new();
    private readonly List<Receiver> _receivers = [];
    private readonly List<IDisposable> _presences = [];
    private bool _closed;

    internal InProcessTransport(InProcessBroker broker) => _broker = broker;

    /// <inheritdoc/>
    public ValueTask SendAsync(string inbox, TransportMessage message, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ArgumentNullException.ThrowIfNull(message);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            _broker.Inbox(inbox).Put(message);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<IAsyncDisposable> ReceiveAsync(
        string inbox, DeliveryHandler handler, int maxBatch = 1, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ArgumentNullException.ThrowIfNull(handler);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBatch, 1);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            var receiver = new Receiver(_broker.Inbox(inbox), handler, maxBatch);
            _receivers.Add(receiver);
            receiver.Inbox.Add(receiver);
            return new ValueTask<IAsyncDisposable>(receiver);
        }
    }

    /// <inheritdoc/>
    public ValueTask<IAsyncDisposable> AppearAsync(string name, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Keep(() => _broker.Presence.Appear(name));
    }

    /// <inheritdoc/>
    public ValueTask<IAsyncDisposable> ObserveAsync(Action<PresenceChange> observer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ArgumentNullException.ThrowIfNull(observer);
        return Keep(() => _broker.Presence.Observe(observer));
    }

    /// <summary>Ends as a killed process would: nothing under way is acknowledged, and nobody is waited for.</summary>
    public void Abort()
    {
        foreach (var receiver in Close())
        {
            receiver.Abort();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var receiver in Close())
        {
            await receiver.DisposeAsync();
        }
    }

    private ValueTask<IAsyncDisposable> Keep<T>(Func<T> begin)
        where T : IDisposable, IAsyncDisposable
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            var handle = begin();
            _presences.Add(handle);
            return new ValueTask<IAsyncDisposable>(handle);
        }
    }

    private Receiver[] Close()
    {
        lock (_gate)
        {
            _closed = true;
            foreach (var presence in _presences)
            {
                presence.Dispose();
            }

            _presences.Clear();
            return [.. _receivers];
        }
    }
}
