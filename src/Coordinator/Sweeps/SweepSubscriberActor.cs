using System.Threading.Channels;
using Akka.Actor;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;

namespace Orchestrator.Coordinator.Sweeps;

/// <summary>Follows a sweep wherever it lives, also while it moves: it hears that there are new events, and each epoch that ends.</summary>
/// <remarks>Whoever reads the channel reads the events from the journal: so none is missed, whenever the subscription began or
/// broke.</remarks>
public sealed class SweepSubscriberActor : UntypedActor, IWithTimers
{
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(2);

    private readonly IActorRef sweeps;
    private readonly SweepId sweep;
    private readonly ChannelWriter<object> news;

    /// <param name="sweeps">Takes messages to sweeps.</param>
    /// <param name="sweep">Which.</param>
    /// <param name="news">Gets each <see cref="SweepChanged"/> and <see cref="EpochMeasured"/>.</param>
    public SweepSubscriberActor(IActorRef sweeps, SweepId sweep, ChannelWriter<object> news) =>
        (this.sweeps, this.sweep, this.news) = (sweeps, sweep, news);

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc />
    protected override void PreStart() => Timers.StartPeriodicTimer(nameof(Renew), Renew.Message, TimeSpan.Zero, Renewal);

    /// <inheritdoc />
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Renew: sweeps.Tell(new SubscribeSweep(sweep, Self), Self); break;
            case SweepChanged or EpochMeasured: news.TryWrite(message); break;
            default: Unhandled(message); break;
        }
    }

    private sealed class Renew
    {
        public static readonly Renew Message = new();
    }
}
