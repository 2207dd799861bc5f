using Orchestrator.Actors;
using Orchestrator.Actors.Transport;
using Orchestrator.Contracts.Protocol;
using Orchestrator.Contracts.Wire;

namespace Orchestrator.GpuNode.Clustered;

/// <summary>Stands for the coordinator on another machine, whichever has the seat.</summary>
internal sealed class RemoteCoordinatorActor(ITransport transport, string node) : Actor
{
    private readonly RemoteRef remote = new(transport, Inboxes.OfNode(node), Inboxes.Coordinator, ProtocolCodec.Encode);

    protected override async ValueTask ReceiveAsync(object message)
    {
        if (message is WorkerMessage or NodeJoined) await remote.SendAsync(message, Context.System.Time, Context.Stopping);
        else Unhandled(message);
    }
}
