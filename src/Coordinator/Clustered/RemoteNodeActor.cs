using Orchestrator.Actors;
using Orchestrator.Actors.Transport;
using Orchestrator.Contracts.Protocol;
using Orchestrator.Contracts.Wire;

namespace Orchestrator.Coordinator.Clustered;

/// <summary>Stands for a node on another machine; when it stops, the node counts as gone.</summary>
internal sealed class RemoteNodeActor(ITransport transport, string node) : Actor
{
    private readonly RemoteRef remote = new(transport, Inboxes.Coordinator, Inboxes.OfNode(node), ProtocolCodec.Encode);

    private sealed record Dispatch;

    protected override async ValueTask ReceiveAsync(object message)
    {
        switch (message)
        {
            case Dispatch: await remote.DispatchAsync(Context.System.Time, Context.Stopping); break;
            case WorkerCommand or WhoAreYou or BeDrained:
                if (remote.Add(message)) Self.Tell(new Dispatch());
                break;
            default: Unhandled(message); break;
        }
    }
}
