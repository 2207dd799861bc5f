using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Orchestrator.Remoting;

namespace Orchestrator.GpuNode.Link;

/// <summary>A channel over Akka.Remote, with an actor system of its own that can be thrown away.</summary>
public sealed class RemotingChannel : ICoordinatorChannel
{
    private const string Name = "node", Relay = "link";
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(10);

    private readonly RemotingOptions options;
    private readonly IActorRef link;
    private readonly Func<ActorSystem> create;
    private readonly TimeSpan longestEnd;
    private readonly Lock gate = new();
    private Task<Connection> connection;
    private bool disposed;

    /// <param name="options">Where the node listens.</param>
    /// <param name="link">Who gets what coordinators send.</param>
    public RemotingChannel(RemotingOptions options, IActorRef link)
        : this(options, link, () => CreateSystem(options), LongestEnd)
    {
    }

    /// <param name="options">Where the node listens.</param>
    /// <param name="link">Who gets what coordinators send.</param>
    /// <param name="create">Makes a system that listens.</param>
    /// <param name="longestEnd">How long the end of a system is waited for.</param>
    internal RemotingChannel(RemotingOptions options, IActorRef link, Func<ActorSystem> create, TimeSpan longestEnd)
    {
        (this.options, this.link, this.create, this.longestEnd) = (options, link, create, longestEnd);
        connection = Task.FromResult(Start());
    }

    /// <inheritdoc />
    public void Tell(string coordinator, object message)
    {
        var current = connection;
        if (!current.IsCompletedSuccessfully)
        {
            return; // being made anew; what matters is sent again
        }
        var (system, relay) = current.Result;
        system.ActorSelection(
            $"{options.Scheme}://{RemotingOptions.CoordinatorSystem}@{coordinator}/user/{RemotingOptions.CoordinatorEntry}")
                .Tell(message, relay);
    }

    /// <inheritdoc />
    public void Renew()
    {
        lock (gate)
        {
            if (!disposed)
            {
                connection = RestartAsync(connection);
            }
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Task<Connection> last;
        lock (gate)
        {
            (disposed, last) = (true, connection);
        }
        await EndAsync(last).ConfigureAwait(false);
    }

    // The port may be a fixed one, so the old system goes first.
    private async Task<Connection> RestartAsync(Task<Connection> before)
    {
        await EndAsync(before).ConfigureAwait(false);
        return Start();
    }

    // A system that never came to be, or does not end, must not keep the node from being heard again.
    private async Task EndAsync(Task<Connection> connection)
    {
        await ((Task)connection).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (connection.IsCompletedSuccessfully)
        {
            await Task.WhenAny(connection.Result.System.Terminate(), Task.Delay(longestEnd)).ConfigureAwait(false);
        }
    }

    private Connection Start()
    {
        var (started, receiver) = (create(), link);
        return new Connection(started, started.ActorOf(Props.Create(() => new RelayActor(receiver)), Relay));
    }

    private static ActorSystem CreateSystem(RemotingOptions options)
    {
        var config = ConfigurationFactory.ParseString(
            "akka.actor.provider = remote\n" + LoggingConfig.Hocon + RemotingConfig.Of(options));
        var setup = ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(config));
        return ActorSystem.Create(Name, options.Tls is { } tls ? setup.And(tls.ToSetup()) : setup);
    }

    private sealed record Connection(ActorSystem System, IActorRef Relay);

    /// <summary>What coordinators see of the node: passes on what they send.</summary>
    private sealed class RelayActor(IActorRef link) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            var address = Sender.Path.Address;
            link.Tell(new CoordinatorSaid(address.HasGlobalScope ? $"{address.Host}:{address.Port}" : null, message), Self);
        }
    }
}
