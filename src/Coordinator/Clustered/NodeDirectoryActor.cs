using Orchestrator.Actors;
using Orchestrator.Actors.Transport;
using Orchestrator.Contracts.Protocol;

namespace Orchestrator.Coordinator.Clustered;

/// <summary>Knows the nodes on other machines: who is there, in which life, and who stands for it here.</summary>
/// <param name="transport">Carries messages to them.</param>
/// <param name="coordinator">To whom their slots are offered.</param>
/// <param name="lease">How long a node may be out of sight before what it runs is given to others.</param>
/// <remarks>
/// <para>A node that is out of sight may be dead, or the broker was restarted and it will be back in a moment with all its work. Only after a
/// lease is it given up. One that comes back in a new life has lost its work at once.</para>
/// <para>Those in sight are asked twice a lease what they have in hand, so that an order or a report that got lost is noticed, and so that a
/// new coordinator finds out what runs.</para>
/// </remarks>
internal sealed class NodeDirectoryActor(ITransport transport, IActorRef coordinator, TimeSpan lease) : Actor
{
    private readonly Dictionary<string, Entry> nodes = [];
    private readonly string me = Guid.NewGuid().ToString("N");

    private sealed record Entry(IActorRef Proxy, NodeJoined? Offer = null, IDisposable? GivingUp = null);

    private sealed record GiveUp(string Node, IActorRef Proxy);

    private sealed record SeenOff(IActorRef Proxy);

    private sealed record AskAll;

    protected override ValueTask PreStart()
    {
        Context.ScheduleOnce(lease / 2, new AskAll());
        return ValueTask.CompletedTask;
    }

    protected override ValueTask ReceiveAsync(object message)
    {
        switch (message)
        {
            case PresenceChange { Present: true } seen when Inboxes.TryReadNode(seen.Name, out var node): Appear(node); break;
            case PresenceChange { Present: false } gone when Inboxes.TryReadNode(gone.Name, out var node): Vanish(node); break;
            case PresenceChange: break;
            case NodeJoined joined: Join(joined); break;
            case NodeLeft left when nodes.TryGetValue(left.Node, out var leaving) && leaving.Offer?.Instance == left.Instance:
                coordinator.Tell(left, leaving.Proxy);
                SeeOff(left.Node, leaving);
                break;
            case NodeLeft: break; // an earlier life
            case GiveUp late when nodes.TryGetValue(late.Node, out var entry) && entry.Proxy.Equals(late.Proxy): Forget(late.Node); break;
            case GiveUp: break;
            case SeenOff late: Context.Stop(late.Proxy); break;
            case AskAll again:
                foreach (var entry in nodes.Values.Where(entry => entry.GivingUp is null)) Ask(entry);
                Context.ScheduleOnce(lease / 2, again);
                break;
            default: Unhandled(message); break;
        }
        return ValueTask.CompletedTask;
    }

    private void Appear(string node)
    {
        var entry = Known(node);
        entry.GivingUp?.Dispose();
        nodes[node] = entry with { GivingUp = null };
        Ask(entry);
    }

    private void Ask(Entry entry) => entry.Proxy.Tell(new WhoAreYou(me, Context.System.Time.GetTimestamp()), Self);

    private void Vanish(string node)
    {
        if (!nodes.TryGetValue(node, out var entry) || entry.GivingUp is not null) return;
        nodes[node] = entry with { GivingUp = Context.ScheduleOnce(lease, new GiveUp(node, entry.Proxy)) };
    }

    private void Join(NodeJoined joined)
    {
        var entry = Known(joined.Node);
        if (entry.Offer is { } earlier && earlier.Instance != joined.Instance)
        {
            Forget(joined.Node);
            entry = Known(joined.Node);
        }
        var offer = joined with { Leases = [], Answers = null };
        nodes[joined.Node] = entry with { Offer = offer };
        var askedAt = joined.Answers is { } question && question.Asker == me ? question.Question : 0;
        coordinator.Tell(new NodeReported(joined, IsNew: entry.Offer is null, askedAt, OffersOther: entry.Offer != offer), entry.Proxy);
    }

    private Entry Known(string node)
    {
        if (nodes.TryGetValue(node, out var known)) return known;
        var proxy = Context.ActorOf(Props.Create(() => new RemoteNodeActor(transport, node)));
        return nodes[node] = new Entry(proxy);
    }

    // Its proxy stays a while: if it stopped at once, that could be heard before the leave, and be taken for a death.
    private void SeeOff(string node, Entry entry)
    {
        nodes.Remove(node);
        entry.GivingUp?.Dispose();
        Context.ScheduleOnce(lease, new SeenOff(entry.Proxy));
    }

    private void Forget(string node)
    {
        if (!nodes.Remove(node, out var entry)) return;
        entry.GivingUp?.Dispose();
        Context.Stop(entry.Proxy);
    }
}
