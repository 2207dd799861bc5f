using System.Threading.Channels;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Orchestrator.Actors.Transport.RabbitMq;

/// <summary>Publishes in the order of the sends, many at a time, until each is confirmed; what a lost channel leaves open is sent again.</summary>
internal sealed class Sender(Link link) : Resident(link, new CreateChannelOptions(true, publisherConfirmationTrackingEnabled: false))
{
    /// <summary>Enough to keep the broker busy over a network; few enough to be repeated in an instant.</summary>
    private const int Window = 1024;

    private readonly Channel<Parcel> _waiting = Channel.CreateUnbounded<Parcel>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Queue<Parcel> _again = [];
    private Flight _flight = new(Window);

    /// <summary>Returns when the broker has the message: on the disks of a majority.</summary>
    public async ValueTask SendAsync(string inbox, TransportMessage message, CancellationToken cancellationToken)
    {
        var (properties, body) = Envelope.Encode(message);
        var parcel = new Parcel(Topology.InboxQueue(inbox), properties, body);
        ObjectDisposedException.ThrowIf(!_waiting.Writer.TryWrite(parcel), typeof(RabbitTransport));
        await using var registration = cancellationToken.Register(() => parcel.GiveUp(cancellationToken));
        await parcel.Done;
    }

    protected override async Task LiveAsync(IChannel channel, CancellationToken lost)
    {
        Repeat(_flight.Survivors());
        var flight = _flight = new Flight(Window);
        var crashed = new CancellationTokenSource();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(lost, crashed.Token, Closing);
        channel.BasicAcksAsync += (_, ack) =>
        {
            flight.Confirm(ack.DeliveryTag, ack.Multiple);
            return Task.CompletedTask;
        };
        channel.BasicNacksAsync += (_, _) => CrashAsync();

        // Its queue is gone; the confirmation that follows would hide it.
        channel.BasicReturnAsync += (_, _) => CrashAsync();
        Ready();

        var declared = new HashSet<string>(StringComparer.Ordinal);
        while (true)
        {
            var parcel = await NextAsync(over.Token);
            await flight.BoardAsync(parcel, over.Token);
            if (!declared.Contains(parcel.Queue))
            {
                await DeclareAsync(channel, parcel, over.Token);
                declared.Add(parcel.Queue);
            }

            await channel.BasicPublishAsync("", parcel.Queue, mandatory: true, parcel.Properties, parcel.Body, over.Token);
        }

        Task CrashAsync()
        {
            flight.Crash();
            _ = crashed.CancelAsync();
            return Task.CompletedTask;
        }
    }

    protected override void Finish()
    {
        _waiting.Writer.Complete();
        Repeat(_flight.Survivors());
        while (_waiting.Reader.TryRead(out var parcel))
        {
            _again.Enqueue(parcel);
        }

        foreach (var parcel in _again)
        {
            parcel.Fail(new TransportException("The connection was closed before the broker confirmed the message."));
        }
    }

    private static async Task DeclareAsync(IChannel channel, Parcel parcel, CancellationToken cancellationToken)
    {
        try
        {
            await Topology.DeclareInboxAsync(channel, parcel.Queue, cancellationToken);
        }
        catch (OperationInterruptedException error) when (Topology.Refusal(error) is { } refusal)
        {
            parcel.Fail(refusal);
            throw;
        }
    }

    private async Task<Parcel> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var parcel = _again.TryDequeue(out var earlier) ? earlier : await _waiting.Reader.ReadAsync(cancellationToken);
            if (!parcel.Done.IsCompleted)
            {
                return parcel;
            }
        }
    }

    /// <summary>Puts parcels before those that wait already.</summary>
    private void Repeat(IReadOnlyList<Parcel> parcels)
    {
        Parcel[] rest = [.. parcels, .. _again];
        _again.Clear();
        foreach (var parcel in rest)
        {
            _again.Enqueue(parcel);
        }
    }
}
