using Akka.Actor;
using Orchestrator.GpuNode.Link;

namespace Orchestrator.Coordinator.Tests.Network;

/// <summary>A node's channel over a <see cref="LossyNetwork"/>: all its coordinators have one entry.</summary>
internal sealed class LossyChannel(LossyNetwork network, IActorRef entry, IActorRef link) : ICoordinatorChannel
{
    // What coordinators see of the node. The network knows it as a sender, and carries what is sent to it to the link.
    private IActorRef relay = network.Proxy(link, Said);

    public void Tell(string coordinator, object message) => network.Send(entry, message, relay);

    public void Renew() => relay = network.Proxy(link, Said);

    public ValueTask DisposeAsync() => default;

    private static CoordinatorSaid Said(object message) => new(null, message);
}
