using System.Collections.Concurrent;
using System.Threading.Channels;
using Akka.Actor;
using Orchestrator.GpuNode.Link;

namespace Orchestrator.Coordinator.Tests.Network;

/// <summary>Carries messages between actors as a network does, and worse: some get lost, some come twice, some late.</summary>
/// <remarks>Between two actors none overtakes another, as on a connection, but for the second copies of some, which come whenever they
/// like.</remarks>
internal sealed class LossyNetwork(ActorSystem system, int seed, double drops = .1, double doubles = .1, double delays = .2)
{
    private static readonly TimeSpan MostDelay = TimeSpan.FromMilliseconds(150);

    private readonly Lock gate = new();
    private readonly Random random = new(seed);
    private readonly ConcurrentDictionary<(IActorRef From, IActorRef To), ChannelWriter<(object Message, TimeSpan Delay)>> connections = [];
    private readonly ConcurrentDictionary<Type, int> dropped = [];
    private volatile bool calm;

    /// <summary>The kinds of messages of which one was lost.</summary>
    public IReadOnlyCollection<Type> Dropped => [.. dropped.Keys];

    /// <summary>From now on nothing gets lost.</summary>
    public void Calm() => calm = true;

    /// <summary>Stands for an actor beyond the network.</summary>
    /// <param name="target">That one.</param>
    /// <param name="packed">As what it gets a message; null = as it is.</param>
    public IActorRef Proxy(IActorRef target, Func<object, object>? packed = null) =>
        system.ActorOf(Props.Create(() => new ProxyActor(this, target, packed)));

    /// <summary>Sends a message on its way.</summary>
    public void Send(IActorRef to, object message, IActorRef from)
    {
        bool lost, twice, late, whenever;
        TimeSpan delay, again;
        lock (gate)
        {
            (lost, twice, late, whenever) = (Happens(drops), Happens(doubles), Happens(delays), Happens(.5));
            (delay, again) = (MostDelay * random.NextDouble(), MostDelay * 2 * random.NextDouble());
        }
        if (calm)
        {
            (lost, twice, late) = (false, false, false);
        }
        if (lost)
        {
            dropped.AddOrUpdate(message is CoordinatorSaid said ? said.Message.GetType() : message.GetType(), 1, (_, n) => n + 1);
            return;
        }
        var connection = connections.GetOrAdd((from, to), Connect);
        connection.TryWrite((message, late ? delay : TimeSpan.Zero));
        if (twice && whenever)
        {
            system.Scheduler.ScheduleTellOnce(again, to, message, from);
        }
        else if (twice)
        {
            connection.TryWrite((message, TimeSpan.Zero));
        }
    }

    private bool Happens(double probability) => random.NextDouble() < probability;

    private static ChannelWriter<(object Message, TimeSpan Delay)> Connect((IActorRef From, IActorRef To) ends)
    {
        var waiting = Channel.CreateUnbounded<(object Message, TimeSpan Delay)>();
        _ = DeliverAsync(waiting.Reader, ends.From, ends.To);
        return waiting.Writer;
    }

    private static async Task DeliverAsync(ChannelReader<(object Message, TimeSpan Delay)> waiting, IActorRef from, IActorRef to)
    {
        await foreach (var (message, delay) in waiting.ReadAllAsync())
        {
            if (delay > TimeSpan.Zero)
            {
                await Task.Delay(delay);
            }
            to.Tell(message, from);
        }
    }

    private sealed class ProxyActor(LossyNetwork network, IActorRef target, Func<object, object>? packed) : UntypedActor
    {
        protected override void OnReceive(object message) => network.Send(target, packed is null ? message : packed(message), Sender);
    }
}
