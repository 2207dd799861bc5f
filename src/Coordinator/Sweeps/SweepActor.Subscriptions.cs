using Akka.Actor;
using Orchestrator.Contracts.Messages;

namespace Orchestrator.Coordinator.Sweeps;

// Whoever watches the sweep, on this coordinator or another.
public sealed partial class SweepActor
{
    /// <summary>How long a subscription holds.</summary>
    public static readonly TimeSpan SubscriptionTime = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(30);

    private readonly Dictionary<IActorRef, long> subscribers = []; // since when, by the clock's timestamp
    private string? waiting;

    private void Wait(string? reason)
    {
        if (waiting == reason)
        {
            return;
        }
        waiting = reason;
        services.Observer.OnWaiting(sweep, reason);
        TellSubscribers();
    }

    private void Subscribe(IActorRef subscriber)
    {
        subscribers[subscriber] = services.Time.GetTimestamp();
        subscriber.Tell(new SweepChanged(sweep, LastSequenceNr, waiting), Self);
    }

    private void TellSubscribers()
    {
        ForgetSilentSubscribers();
        foreach (var subscriber in subscribers.Keys)
        {
            subscriber.Tell(new SweepChanged(sweep, LastSequenceNr, waiting), Self);
        }
    }

    private void TellSubscribers(EpochMeasured measured)
    {
        foreach (var subscriber in subscribers.Keys)
        {
            subscriber.Tell(measured, Self);
        }
    }

    private void ForgetSilentSubscribers()
    {
        foreach (var (subscriber, since) in subscribers.ToArray())
        {
            if (services.Time.GetElapsedTime(since) > SubscriptionTime)
            {
                subscribers.Remove(subscriber);
            }
        }
    }
}
