using System.Diagnostics;
using System.Text;
using System.Threading.Channels;
using Orchestrator.Actors.Transport;
using Orchestrator.Actors.Transport.RabbitMq;

namespace Orchestrator.Actors.Tests.Transport.RabbitMq;

[Collection(nameof(RabbitCollection))]
public sealed class RabbitOutageTests(RabbitFixture fixture) : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string _name = $"outage-{Guid.NewGuid():n}";
    private readonly Stack<IAsyncDisposable> _open = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        while (_open.TryPop(out var open))
        {
            await open.DisposeAsync();
        }
    }

    [SkippableFact]
    public async Task A_killed_broker_costs_no_message_no_receiver_and_no_presence()
    {
        const int Count = 3000;
        var (sender, receiver, node, watcher) = (await Connect(), await Connect(), await Connect(), await Connect());
        var received = Channel.CreateUnbounded<Delivery>();
        await receiver.ReceiveAsync(_name, Forward(received), maxBatch: 50);
        var presence = await node.AppearAsync(_name);
        var changes = await Watch(watcher);
        (await Next(changes)).ShouldBe(new PresenceChange(_name, true));

        // A third is confirmed before, a third is on its way when the broker dies, a third is sent while it is gone.
        var sends = Enumerable.Range(0, Count / 3).Select(number => Send(sender, number)).ToList();
        (await Next(received)).Message.Id.ShouldBe("0");
        await QueueIsOnRecord();
        sends.AddRange(Enumerable.Range(Count / 3, Count / 3).Select(number => Send(sender, number)));
        await fixture.Server.KillAsync();
        sends.AddRange(Enumerable.Range(Count / 3 * 2, Count / 3).Select(number => Send(sender, number)));
        sends[^1].IsCompleted.ShouldBeFalse();
        await fixture.Server.RestartAsync();
        await Task.WhenAll(sends).WaitAsync(Patience);

        // Repeats are allowed, and recognised by their ids; what arrives for the first time is in order, and nothing is missing.
        var next = 1;
        while (next < Count)
        {
            var number = int.Parse((await Next(received)).Message.Id);
            number.ShouldBeLessThanOrEqualTo(next);
            next = Math.Max(next, number + 1);
        }

        await presence.DisposeAsync();
        (await Next(changes)).ShouldBe(new PresenceChange(_name, false));
    }

    [SkippableFact]
    public async Task A_connection_that_breaks_is_made_again_with_all_that_was_on_it()
    {
        var cable = Lay();
        var (broken, peer) = (await Connect(cable), await Connect());
        var received = Channel.CreateUnbounded<Delivery>();
        var abandoned = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await broken.ReceiveAsync(_name, async (deliveries, lost) =>
        {
            received.Writer.TryWrite(deliveries[0]);
            if (deliveries is [{ Message.Id: "1", Earlier: 0 }])
            {
                using var registration = lost.Register(abandoned.SetResult);
                await abandoned.Task;
            }
        });
        await broken.AppearAsync(_name);
        var changes = await Watch(peer);
        (await Next(changes)).ShouldBe(new PresenceChange(_name, true));
        await Send(peer, 1);
        (await Next(received)).Earlier.ShouldBe(0);

        cable.Cut();
        await abandoned.Task.WaitAsync(Patience);
        (await Next(changes)).ShouldBe(new PresenceChange(_name, false));
        var send = Send(broken, 2);
        cable.Mend();

        (await Next(received)).ShouldSatisfyAllConditions(again => again.Message.Id.ShouldBe("1"), again => again.Earlier.ShouldBe(1));
        await send.WaitAsync(Patience);
        (await Next(received)).Message.Id.ShouldBe("2");
        (await Next(changes)).ShouldBe(new PresenceChange(_name, true));
    }

    [SkippableFact]
    public async Task A_dead_process_is_noticed_within_seconds_and_so_is_a_frozen_one()
    {
        var (dying, freezing) = (Lay(), Lay());
        var (dead, frozen, watcher) = (await Connect(dying), await Connect(freezing), await Connect());
        await dead.AppearAsync($"{_name}-dead");
        await frozen.AppearAsync($"{_name}-frozen");
        var changes = await Watch(watcher);
        await Next(changes);
        await Next(changes);

        var began = Stopwatch.GetTimestamp();
        dying.Cut();
        (await Next(changes)).ShouldBe(new PresenceChange($"{_name}-dead", false));
        Stopwatch.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(5));

        began = Stopwatch.GetTimestamp();
        freezing.Hold();
        (await Next(changes)).ShouldBe(new PresenceChange($"{_name}-frozen", false));
        Stopwatch.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    [SkippableFact]
    public async Task An_inbox_deleted_under_a_receiver_and_a_sender_is_there_again()
    {
        var (sender, receiver) = (await Connect(), await Connect());
        var received = Channel.CreateUnbounded<Delivery>();
        await receiver.ReceiveAsync(_name, Forward(received));
        await Send(sender, 1);
        (await Next(received)).Message.Id.ShouldBe("1");

        await using (var connection = await new RabbitMQ.Client.ConnectionFactory { Uri = fixture.Server.Uri }.CreateConnectionAsync())
        await using (var channel = await connection.CreateChannelAsync())
        {
            await channel.QueueDeleteAsync($"inbox.{_name}", false, false, false, default);
        }

        await Send(sender, 2).WaitAsync(Patience);
        (await Next(received)).Message.Id.ShouldBe("2");
    }

    [SkippableFact]
    public async Task A_broker_that_is_not_there_or_refuses_is_an_error_at_once()
    {
        var wrong = new UriBuilder(fixture.Server.Uri) { Password = "wrong" }.Uri;
        (await Should.ThrowAsync<TransportException>(() => RabbitTransport.ConnectAsync(new RabbitOptions { Uri = wrong })))
            .Message.ShouldNotContain("wrong");
        var cable = Lay();
        cable.Cut();
        await Should.ThrowAsync<TransportException>(() => Connect(cable));
    }

    /// <summary>
    /// Waits until the broker has written down that there is this queue: in its database, and in the directory of quorum queues. It
    /// confirms messages before, and a single broker killed within those first seconds of a queue forgets half of what it is.
    /// </summary>
    private async Task QueueIsOnRecord()
    {
        var began = Stopwatch.GetTimestamp();
        while (!Mentioned("names.dets") || !(Mentioned("LATEST.LOG") || Mentioned("rabbit_durable_queue.DC?")))
        {
            Stopwatch.GetElapsedTime(began).ShouldBeLessThan(Patience);
            await Task.Delay(20);
        }
    }

    private bool Mentioned(string files) => Directory
        .EnumerateFiles(fixture.Server.Folder, files, SearchOption.AllDirectories)
        .Any(file => File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(_name)) >= 0);

    private static DeliveryHandler Forward(Channel<Delivery> to) => (deliveries, _) =>
    {
        foreach (var delivery in deliveries)
        {
            to.Writer.TryWrite(delivery);
        }

        return ValueTask.CompletedTask;
    };

    private static Task<T> Next<T>(Channel<T> from) => from.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    private Task Send(ITransport from, int number) =>
        from.SendAsync(_name, new TransportMessage($"{number}", "nobody", "number/1", "{}")).AsTask();

    private async Task<Channel<PresenceChange>> Watch(ITransport from)
    {
        var changes = Channel.CreateUnbounded<PresenceChange>();
        await from.ObserveAsync(change =>
        {
            if (change.Name.StartsWith(_name, StringComparison.Ordinal))
            {
                changes.Writer.TryWrite(change);
            }
        });
        return changes;
    }

    private Cable Lay()
    {
        var cable = new Cable(fixture.Server.Port);
        _open.Push(cable);
        return cable;
    }

    /// <summary>Heartbeats are short, and those who lost the broker have long to come back: the machine may be busy.</summary>
    private async Task<ITransport> Connect(Cable? cable = null)
    {
        var transport = await RabbitTransport.ConnectAsync(new RabbitOptions
        {
            Uri = new UriBuilder(fixture.Server.Uri) { Port = cable?.Port ?? fixture.Server.Port }.Uri,
            Heartbeat = TimeSpan.FromSeconds(2),
            PresenceGrace = TimeSpan.FromSeconds(30),
        });
        _open.Push(transport);
        return transport;
    }
}
