using Orchestrator.Actors;
using Orchestrator.Actors.Transport;
using Orchestrator.Contracts.Protocol;

namespace Orchestrator.Coordinator.Clustered;

/// <summary>Knows the nodes on other machines: who is there, in which life, and who stands for it here.</summary>
/// <param name="transport">Carries messages to them.</param>
/// <param name="coordinator">To whom their slots are offered.</param>
/// <param name="lease">How long a node may be out of sight before what it runs is given to others.</param>
/// <remarks>
/// A node that is out of sight may be dead, or the broker was restarted and it will be back in a moment with all its work. Only after a
/// lease is it given up. One that comes back in a new life has lost its work at once.
/// </remarks>
internal sealed class NodeDirectoryActor(ITransport transport, IActorRef coordinator, TimeSpan lease) : Actor
{
    private readonly Dictionary<string, Entry> nodes = [];

    private sealed record Entry(IActorRef Proxy, NodeJoined? Offer = null, IDisposable? GivingUp = null)
    {
        public string? Instance => Offer?.Instance;
    }

    private sealed record GiveUp(string Node, IActorRef Proxy);

    protected override ValueTask ReceiveAsync(object message)
    {
        switch (message)
        {
            case PresenceChange { Present: true } seen when Inboxes.TryReadNode(seen.Name, out var node): Appear(node); break;
            case PresenceChange { Present: false } gone when Inboxes.TryReadNode(gone.Name, out var node): Vanish(node); break;
            case PresenceChange: break;
            case NodeJoined joined: Join(joined); break;
            case NodeLeft left when nodes.TryGetValue(left.Node, out var leaving) && leaving.Instance == left.Instance:
                coordinator.Tell(left, leaving.Proxy);
                Forget(left.Node);
                break;
            case NodeLeft: break; // an earlier life
            case GiveUp late when nodes.TryGetValue(late.Node, out var entry) && entry.Proxy.Equals(late.Proxy): Forget(late.Node); break;
            case GiveUp: break;
            default: Unhandled(message); break;
        }
        return ValueTask.CompletedTask;
    }

    private void Appear(string node)
    {
        var entry = Known(node);
        entry.GivingUp?.Dispose();
        nodes[node] = entry with { GivingUp = null };
        entry.Proxy.Tell(new WhoAreYou(), Self);
    }

    private void Vanish(string node)
    {
        if (!nodes.TryGetValue(node, out var entry) || entry.GivingUp is not null) return;
        nodes[node] = entry with { GivingUp = Context.ScheduleOnce(lease, new GiveUp(node, entry.Proxy)) };
    }

    private void Join(NodeJoined joined)
    {
        var entry = Known(joined.Node);
        if (entry.Instance is { } earlier && earlier != joined.Instance)
        {
            Forget(joined.Node);
            entry = Known(joined.Node);
        }
        nodes[joined.Node] = entry with { Offer = joined };
        if (entry.Offer != joined) coordinator.Tell(joined, entry.Proxy); // else it only says again what is known
    }

    private Entry Known(string node)
    {
        if (nodes.TryGetValue(node, out var known)) return known;
        var proxy = Context.ActorOf(Props.Create(() => new RemoteNodeActor(transport, node)));
        return nodes[node] = new Entry(proxy);
    }

    private void Forget(string node)
    {
        if (!nodes.Remove(node, out var entry)) return;
        entry.GivingUp?.Dispose();
        Context.Stop(entry.Proxy);
    }
}
