using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Orchestrator.Actors.Transport.RabbitMq;

/// <summary>Something that lives on a channel, and begins again on a new one whenever that is lost.</summary>
/// <remarks>The channel is disposed of when <see cref="LiveAsync"/> has returned and never before: who acknowledges on a disposed
/// channel loses the whole connection.</remarks>
internal abstract class Resident(Link link, CreateChannelOptions options) : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly CancellationTokenSource _closing = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _life = Task.CompletedTask;

    /// <summary>Called once, when it has ended.</summary>
    public Action? Ended { get; set; }

    protected TimeProvider Time => link.Time;

    /// <summary>What its channels are on.</summary>
    protected Task<IConnection> ConnectionAsync() => link.ConnectionAsync(Closing);

    protected CancellationToken Closing => _closing.Token;

    /// <summary>Returns when it is in place for the first time.</summary>
    /// <exception cref="TransportException">The broker refuses for good.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _life = RunAsync();
        try
        {
            await _ready.Task.WaitAsync(cancellationToken);
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _life;
    }

    /// <summary>Lives on a channel until it closes or the channel is lost. Whatever it throws ends this channel and not the resident.</summary>
    protected abstract Task LiveAsync(IChannel channel, CancellationToken lost);

    /// <summary>Puts an end to everything that waits on it.</summary>
    protected virtual void Finish()
    {
    }

    /// <summary>Why it can never start, when an error of its first channel says so.</summary>
    protected virtual Exception? Refusal(OperationInterruptedException error) => Topology.Refusal(error);

    protected void Ready() => _ready.TrySetResult();

    /// <summary>Cancelled when the resident closes or the channel is lost.</summary>
    protected CancellationTokenSource Over(CancellationToken lost) => CancellationTokenSource.CreateLinkedTokenSource(lost, Closing);

    private async Task RunAsync()
    {
        await Task.Yield();
        while (!Closing.IsCancellationRequested)
        {
            try
            {
                await LiveOnceAsync();
            }
            catch (OperationInterruptedException error) when (!_ready.Task.IsCompleted && Refusal(error) is { } refusal)
            {
                _ready.TrySetException(refusal);
                break;
            }
            catch (Exception)
            {
                // Nothing of a broken channel is of use: the next one begins from what this resident knows.
            }

            await Task.Delay(Pause, Time, Closing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        Finish();
        _ready.TrySetException(new ObjectDisposedException(nameof(RabbitTransport)));
        Ended?.Invoke();
    }

    private async Task LiveOnceAsync()
    {
        var connection = await link.ConnectionAsync(Closing);
        await using var channel = await connection.CreateChannelAsync(options, Closing);
        var lost = new CancellationTokenSource();
        channel.ChannelShutdownAsync += (_, _) =>
        {
            _ = lost.CancelAsync(); // Not awaited: the client's only reader must not wait for whoever has registered.
            return Task.CompletedTask;
        };
        await LiveAsync(channel, lost.Token);
        if (channel.IsOpen)
        {
            await channel.CloseAsync(CancellationToken.None);
        }
    }
}
