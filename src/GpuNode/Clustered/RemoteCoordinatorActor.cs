using Orchestrator.Actors;
using Orchestrator.Actors.Transport;
using Orchestrator.Contracts.Protocol;
using Orchestrator.Contracts.Wire;

namespace Orchestrator.GpuNode.Clustered;

/// <summary>Stands for the coordinator on another machine, whichever has the seat.</summary>
internal sealed class RemoteCoordinatorActor(ITransport transport, string node) : Actor
{
    private readonly RemoteRef remote = new(transport, Inboxes.OfNode(node), Inboxes.Coordinator, ProtocolCodec.Encode);

    /// <summary>The last message; answered when it is handed over, after all that came before.</summary>
    internal sealed record Farewell(NodeLeft Message);

    private sealed record Dispatch;

    protected override async ValueTask ReceiveAsync(object message)
    {
        switch (message)
        {
            case Dispatch: await remote.DispatchAsync(Context.System.Time, Context.Stopping); break;
            case Farewell farewell:
                remote.Add(farewell.Message);
                await remote.FlushAsync(Context.System.Time, Context.Stopping);
                Sender.Tell(farewell, Self);
                break;
            case WorkerMessage or NodeJoined or NodeLeft:
                if (remote.Add(message)) Self.Tell(new Dispatch());
                break;
            default: Unhandled(message); break;
        }
    }
}
