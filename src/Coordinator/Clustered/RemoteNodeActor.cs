using Orchestrator.Actors;
using Orchestrator.Actors.Transport;
using Orchestrator.Contracts.Protocol;
using Orchestrator.Contracts.Wire;

namespace Orchestrator.Coordinator.Clustered;

/// <summary>Stands for a node on another machine; when it stops, the node counts as gone.</summary>
internal sealed class RemoteNodeActor(ITransport transport, string node) : Actor
{
    private readonly RemoteRef remote = new(transport, Inboxes.Coordinator, Inboxes.OfNode(node), ProtocolCodec.Encode);

    protected override async ValueTask ReceiveAsync(object message)
    {
        if (message is WorkerCommand or WhoAreYou) await remote.SendAsync(message, Context.System.Time, Context.Stopping);
        else Unhandled(message);
    }
}
