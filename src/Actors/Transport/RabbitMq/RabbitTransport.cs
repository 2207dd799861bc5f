namespace Orchestrator.Actors.Transport.RabbitMq;

/// <summary>A connection to a RabbitMQ broker, 3.10 or newer, as it comes: no plugin is needed.</summary>
/// <remarks>
/// <para>An inbox is a durable quorum queue with a single active consumer. A send returns when a majority of the broker's nodes have
/// the message on disk.</para>
/// <para>An outage of the broker or the network does not end this connection: sends wait and are repeated with their ids, receivers, presences
/// and observers are put in place again. A batch under way is abandoned, since the broker hands it to someone else.</para>
/// <para>A queue that a killed broker brings back only in name is deleted and declared again, once its receiver has waited in vain for some
/// seconds; the messages in it are lost, as they were before. Whoever cannot bear that compares notes, as leases do.</para>
/// <para>Present is who holds an exclusive queue. An observer notices a dead process within <see cref="RabbitOptions.PresenceProbe"/>,
/// a frozen one within two or three of its heartbeats more.</para>
/// </remarks>
public sealed class RabbitTransport : ITransport
{
    private readonly Lock _gate = new();
    private readonly RabbitOptions _options;
    private readonly Link _link;
    private readonly Sender _sender;
    private readonly List<Resident> _residents = [];
    private Task? _closed;

    private RabbitTransport(RabbitOptions options, Link link) => (_options, _link, _sender) = (options, link, new Sender(link));

    /// <summary>Connects. The first connection is tried once; a lost one is made again for as long as it takes.</summary>
    /// <param name="options">Where the broker is.</param>
    /// <param name="time">The clock of the pauses; the system's when null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TransportException">The broker is not there, or refuses.</exception>
    public static async Task<RabbitTransport> ConnectAsync(
        RabbitOptions options, TimeProvider? time = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var link = await Link.OpenAsync(options, time ?? TimeProvider.System, cancellationToken);
        var transport = new RabbitTransport(options, link);
        try
        {
            await transport._sender.StartAsync(cancellationToken);
            return transport;
        }
        catch
        {
            await transport.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    /// <remarks>Sends from one thread keep their order even when they are not awaited one by one; up to 1024 are under way at a time.</remarks>
    public ValueTask SendAsync(string inbox, TransportMessage message, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ArgumentNullException.ThrowIfNull(message);
        ObjectDisposedException.ThrowIf(_closed is not null, this);
        return _sender.SendAsync(inbox, message, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<IAsyncDisposable> ReceiveAsync(
        string inbox, DeliveryHandler handler, int maxBatch = 1, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(handler);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBatch, 1);
        return StartAsync(new Receiver(_link, inbox, handler, maxBatch), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<IAsyncDisposable> AppearAsync(string name, CancellationToken cancellationToken = default) =>
        StartAsync(new Presence(_link, name), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IAsyncDisposable> ObserveAsync(Action<PresenceChange> observer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(observer);
        return StartAsync(new Observer(_link, _options, observer), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            return new ValueTask(_closed ??= CloseAsync([.. _residents]));
        }
    }

    private async ValueTask<IAsyncDisposable> StartAsync(Resident resident, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed is not null, this);

            // The broker lets a connection declare its own exclusive queue twice.
            if (resident is Presence { Name: var name } && _residents.Any(other => other is Presence presence && presence.Name == name))
            {
                throw new InvalidOperationException($"'{name}' is present already.");
            }

            _residents.Add(resident);
        }

        resident.Ended = () =>
        {
            lock (_gate)
            {
                _residents.Remove(resident);
            }
        };
        await resident.StartAsync(cancellationToken);
        return resident;
    }

    private async Task CloseAsync(Resident[] residents)
    {
        await Task.Yield();
        await Task.WhenAll(residents.Select(resident => resident.DisposeAsync().AsTask()));
        await _sender.DisposeAsync();
        await _link.DisposeAsync();
    }
}
