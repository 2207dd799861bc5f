using Orchestrator.Actors;
using Orchestrator.Actors.Transport;
using Orchestrator.Contracts.Protocol;
using Orchestrator.Contracts.Wire;

namespace Orchestrator.GpuNode.Clustered;

/// <summary>Stands for the coordinator on another machine, whichever has the seat.</summary>
internal sealed class RemoteCoordinatorActor(ITransport transport, string node) : Actor
{
    private readonly RemoteRef remote = new(transport, Inboxes.OfNode(node), Inboxes.Coordinator, ProtocolCodec.Encode);

    /// <summary>The last message; answered when it is on its way, after all that came before.</summary>
    internal sealed record Farewell(NodeLeft Message);

    protected override async ValueTask ReceiveAsync(object message)
    {
        if (message is Farewell farewell)
        {
            await remote.SendAsync(farewell.Message, Context.System.Time, Context.Stopping);
            Sender.Tell(farewell, Self);
        }
        else if (message is WorkerMessage or NodeJoined or NodeLeft) await remote.SendAsync(message, Context.System.Time, Context.Stopping);
        else Unhandled(message);
    }
}
