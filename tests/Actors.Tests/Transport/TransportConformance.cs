using System.Threading.Channels;
using Orchestrator.Actors.Transport;

namespace Orchestrator.Actors.Tests.Transport;

/// <summary>What every <see cref="ITransport"/> must do. Names are fresh in each test, so that a broker may be shared.</summary>
public abstract class TransportConformance : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _inbox = $"inbox-{Guid.NewGuid():n}";
    private readonly List<ITransport> _connections = [];

    public virtual Task InitializeAsync() => Task.CompletedTask;

    public virtual async Task DisposeAsync()
    {
        foreach (var connection in _connections)
        {
            await connection.DisposeAsync();
        }
    }

    [SkippableFact]
    public async Task Messages_arrive_whole_and_in_order()
    {
        var (sender, receiver) = (await Connect(), await Connect());
        var message = new TransportMessage("id", "answers", "greeting/1", """{"text":"Grüße\n"}""");
        var received = Channel.CreateUnbounded<Delivery>();
        await sender.SendAsync(_inbox, message);
        await receiver.ReceiveAsync(_inbox, Forward(received));
        await Send(sender, 0..200);

        (await Next(received)).ShouldBe(new Delivery(message, 0));
        (await Ids(received, 200)).ShouldBe(Names(0..200));
    }

    [SkippableFact]
    public async Task Messages_wait_for_their_receiver()
    {
        await Send(await Connect(), 0..3);
        var received = Channel.CreateUnbounded<Delivery>();
        await (await Connect()).ReceiveAsync(_inbox, Forward(received));
        (await Ids(received, 3)).ShouldBe(Names(0..3));
    }

    [SkippableFact]
    public async Task What_fails_comes_again_before_anything_later()
    {
        var received = Channel.CreateUnbounded<Delivery>();
        var connection = await Connect();
        await connection.ReceiveAsync(_inbox, async (deliveries, abandoned) =>
        {
            await Forward(received)(deliveries, abandoned);
            if (deliveries is [{ Message.Id: "1", Earlier: < 2 }])
            {
                throw new FormatException();
            }
        });
        await Send(connection, 0..3);
        (await Ids(received, 5)).ShouldBe(["0", "1", "1", "1", "2"]);
    }

    [SkippableFact]
    public async Task A_batch_is_bounded_in_order_and_acknowledged_as_one()
    {
        var batches = Channel.CreateUnbounded<string[]>();
        var connection = await Connect();
        await Send(connection, 0..25);
        var failed = false;
        await connection.ReceiveAsync(
            _inbox,
            (deliveries, _) =>
            {
                batches.Writer.TryWrite([.. deliveries.Select(delivery => delivery.Message.Id)]);
                if (!failed)
                {
                    failed = true;
                    throw new FormatException();
                }

                return ValueTask.CompletedTask;
            },
            maxBatch: 10);

        var first = await Next(batches);
        var seen = new List<string>();
        while (seen.Count < 25)
        {
            var batch = await Next(batches);
            batch.Length.ShouldBeInRange(1, 10);
            seen.AddRange(batch);
        }

        first.Length.ShouldBeInRange(1, 10);
        first.ShouldBe(Names(..first.Length));
        seen.ShouldBe(Names(0..25));
    }

    [SkippableFact]
    public async Task One_receiver_is_served_and_a_standby_takes_over_when_it_closes()
    {
        var (first, second) = (Channel.CreateUnbounded<Delivery>(), Channel.CreateUnbounded<Delivery>());
        var sender = await Connect();
        var active = await (await Connect()).ReceiveAsync(_inbox, Forward(first));
        await (await Connect()).ReceiveAsync(_inbox, Forward(second));
        await Send(sender, 0..10);
        (await Ids(first, 10)).ShouldBe(Names(0..10));

        await active.DisposeAsync();
        await Send(sender, 10..20);
        (await Ids(second, 10)).ShouldBe(Names(10..20));
        first.Reader.TryRead(out _).ShouldBeFalse();
    }

    [SkippableFact]
    public async Task Closing_lets_the_batch_finish_and_acknowledges_it()
    {
        var (entered, gate) = (new TaskCompletionSource(), new TaskCompletionSource());
        var sender = await Connect();
        var active = await (await Connect()).ReceiveAsync(_inbox, async (_, abandoned) =>
        {
            entered.TrySetResult();
            await gate.Task;
            abandoned.IsCancellationRequested.ShouldBeFalse();
        });
        await Send(sender, 0..2);
        await entered.Task.WaitAsync(Patience);
        var closing = active.DisposeAsync().AsTask();
        closing.IsCompleted.ShouldBeFalse();
        gate.SetResult();
        await closing.WaitAsync(Patience);

        var rest = Channel.CreateUnbounded<Delivery>();
        await (await Connect()).ReceiveAsync(_inbox, Forward(rest));
        (await Next(rest)).Message.Id.ShouldBe("1");
    }

    [SkippableFact]
    public async Task What_a_dead_receiver_had_not_acknowledged_goes_to_the_next()
    {
        var entered = new TaskCompletionSource();
        var left = new TaskCompletionSource();
        var sender = await Connect();
        var dying = await Connect();
        await dying.ReceiveAsync(_inbox, async (deliveries, abandoned) =>
        {
            if (deliveries[0].Message.Id == "3")
            {
                entered.TrySetResult();
                using var registration = abandoned.Register(left.SetResult);
                await left.Task;
            }
        });
        var survivor = Channel.CreateUnbounded<Delivery>();
        await (await Connect()).ReceiveAsync(_inbox, Forward(survivor));
        await Send(sender, 0..6);
        await entered.Task.WaitAsync(Patience);

        await KillAsync(dying);
        await left.Task.WaitAsync(Patience);

        // An acknowledgement may have died on its way; what was never handled comes only after what was.
        Delivery again;
        do
        {
            again = await Next(survivor);
        }
        while (int.Parse(again.Message.Id) < 3);
        again.Message.Id.ShouldBe("3");
        again.Earlier.ShouldBe(1);
        (await Ids(survivor, 2)).ShouldBe(["4", "5"]);
    }

    [SkippableFact]
    public async Task Presence_is_told_at_first_and_at_each_change()
    {
        var (early, late) = ($"{_inbox}-early", $"{_inbox}-late");
        var (node, other, watcher) = (await Connect(), await Connect(), await Connect());
        var presence = await node.AppearAsync(early);
        var changes = Channel.CreateUnbounded<PresenceChange>();
        await watcher.ObserveAsync(change =>
        {
            if (change.Name.StartsWith(_inbox, StringComparison.Ordinal))
            {
                changes.Writer.TryWrite(change);
            }
        });

        (await Next(changes)).ShouldBe(new PresenceChange(early, true));
        await other.AppearAsync(late);
        (await Next(changes)).ShouldBe(new PresenceChange(late, true));
        await Should.ThrowAsync<InvalidOperationException>(async () => await other.AppearAsync(early));
        await presence.DisposeAsync();
        (await Next(changes)).ShouldBe(new PresenceChange(early, false));
        await KillAsync(other);
        (await Next(changes)).ShouldBe(new PresenceChange(late, false));
        await node.AppearAsync(late);
        (await Next(changes)).ShouldBe(new PresenceChange(late, true));
        await node.DisposeAsync();
        (await Next(changes)).ShouldBe(new PresenceChange(late, false));
    }

    [SkippableFact]
    public async Task A_disposed_connection_refuses()
    {
        var connection = await Connect();
        await connection.DisposeAsync();
        await connection.DisposeAsync();
        await Should.ThrowAsync<ObjectDisposedException>(async () => await Send(connection, 0..1));
        await Should.ThrowAsync<ObjectDisposedException>(async () => await connection.ReceiveAsync(_inbox, (_, _) => default));
        await Should.ThrowAsync<ObjectDisposedException>(async () => await connection.AppearAsync(_inbox));
        await Should.ThrowAsync<ObjectDisposedException>(async () => await connection.ObserveAsync(_ => { }));
    }

    /// <summary>A new connection, as another process would have.</summary>
    protected abstract ValueTask<ITransport> ConnectAsync();

    /// <summary>Ends a connection as kill -9 of its process would.</summary>
    protected abstract ValueTask KillAsync(ITransport connection);

    private static DeliveryHandler Forward(Channel<Delivery> to) => (deliveries, _) =>
    {
        foreach (var delivery in deliveries)
        {
            to.Writer.TryWrite(delivery);
        }

        return ValueTask.CompletedTask;
    };

    private static Task<T> Next<T>(Channel<T> from) => from.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    private static async Task<List<string>> Ids(Channel<Delivery> from, int count)
    {
        var ids = new List<string>();
        while (ids.Count < count)
        {
            ids.Add((await Next(from)).Message.Id);
        }

        return ids;
    }

    private static IEnumerable<string> Names(Range numbers) =>
        Enumerable.Range(numbers.Start.Value, numbers.End.Value - numbers.Start.Value).Select(number => $"{number}");

    private async Task Send(ITransport from, Range numbers)
    {
        foreach (var id in Names(numbers))
        {
            await from.SendAsync(_inbox, new TransportMessage(id, "nobody", "number/1", id));
        }
    }

    private async Task<ITransport> Connect()
    {
        var connection = await ConnectAsync();
        _connections.Add(connection);
        return connection;
    }
}
