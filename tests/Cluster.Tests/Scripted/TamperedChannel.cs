using Akka.Actor;
using Orchestrator.GpuNode.Link;

namespace Orchestrator.Cluster.Tests.Scripted;

/// <summary>A node's channel, in which a <see cref="FaultInjector"/> of a coordinator may lose messages.</summary>
/// <param name="create">Makes the channel, given who gets the coordinators' messages.</param>
/// <param name="assistants">Where the actor lives that stands in between.</param>
/// <param name="link">Who gets them in the end.</param>
/// <param name="sabotages">By the coordinator's address.</param>
internal sealed class TamperedChannel(
    Func<IActorRef, ICoordinatorChannel> create, ActorSystem assistants, IActorRef link,
        IReadOnlyDictionary<string, FaultInjector> sabotages) : ICoordinatorChannel
{
    private readonly ICoordinatorChannel inner = create(assistants.ActorOf(Props.Create(() => new Filter(link, sabotages))));

    public void Tell(string coordinator, object message)
    {
        if (!sabotages.TryGetValue(coordinator, out var sabotage) || sabotage.Passes(message))
        {
            inner.Tell(coordinator, message);
        }
    }

    public void Renew() => inner.Renew();

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private sealed class Filter(IActorRef link, IReadOnlyDictionary<string, FaultInjector> sabotages) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            var said = (CoordinatorSaid)message;
            if (said.Coordinator is null || !sabotages.TryGetValue(said.Coordinator, out var sabotage) || sabotage.Passes(said.Message))
            {
                link.Tell(message, Sender);
            }
        }
    }
}
