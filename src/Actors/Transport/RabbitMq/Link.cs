using RabbitMQ.Client;

namespace Orchestrator.Actors.Transport.RabbitMq;

/// <summary>The one connection, made anew whenever someone needs it and it is gone.</summary>
internal sealed class Link : IAsyncDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly ConnectionFactory _factory;
    private Task<IConnection> _connection;

    private Link(ConnectionFactory factory, TimeProvider time, IConnection connection)
    {
        _factory = factory;
        Time = time;
        _connection = Task.FromResult(connection);
    }

    public TimeProvider Time { get; }

    /// <exception cref="TransportException">The broker is not there, or refuses.</exception>
    public static async Task<Link> OpenAsync(RabbitOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var factory = Connections.Factory(options);
        try
        {
            return new Link(factory, time, await factory.CreateConnectionAsync(cancellationToken));
        }
        catch (Exception cause) when (cause is not OperationCanceledException)
        {
            throw new TransportException($"No connection to the broker at {options.Uri.Host}:{options.Uri.Port}: {cause.GetBaseException().Message}", cause);
        }
    }

    /// <summary>A connection that was open just now, as soon as there is one.</summary>
    public Task<IConnection> ConnectionAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_connection is { IsCompletedSuccessfully: true, Result: { IsOpen: false } lost })
            {
                _connection = ReconnectAsync(lost);
            }

            return _connection.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Closes the connection; everything that lives on it is closed already.</summary>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        Task<IConnection> last;
        lock (_gate)
        {
            last = _connection;
        }

        await ((Task)last).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (last is { IsCompletedSuccessfully: true, Result: var connection })
        {
            await connection.AbortAsync(Constants.ReplySuccess, "Goodbye", Farewell);
            await connection.DisposeAsync();
        }
    }

    private async Task<IConnection> ReconnectAsync(IConnection lost)
    {
        await Task.Yield();
        await lost.DisposeAsync();
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                return await _factory.CreateConnectionAsync(_closing.Token);
            }
            catch (Exception) when (!_closing.IsCancellationRequested)
            {
                // Away, still starting, or not yet rid of who we were: in every case it is tried again.
                await Task.Delay(pause, Time, _closing.Token);
            }
        }
    }
}
