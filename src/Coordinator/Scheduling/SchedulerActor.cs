using Orchestrator.Actors;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Protocol;
using Orchestrator.Contracts.Trials;
using Orchestrator.Coordinator.Web;

namespace Orchestrator.Coordinator.Scheduling;

/// <summary>Divides the nodes' slots among the sweeps: each free slot goes to the waiting sweep that holds the fewest.</summary>
public sealed class SchedulerActor : Actor
{
    private readonly Dictionary<SlotId, IActorRef> nodes = [];
    private readonly SortedSet<SlotId> free = new(Comparer<SlotId>.Create(static (a, b) =>
        string.CompareOrdinal(a.Node, b.Node) is var order and not 0 ? order : a.Index.CompareTo(b.Index)));
    private readonly Dictionary<SlotId, IActorRef> holders = [];
    private readonly HashSet<string> draining = [];
    private readonly Dictionary<IActorRef, int> wanted = []; // in order of arrival

    /// <inheritdoc />
    protected override ValueTask ReceiveAsync(object message)
    {
        switch (message)
        {
            case NodeJoined joined: Join(joined); break;
            case SlotsWanted want: Want(want.Count); break;
            case SlotReleased released: Release(released.Slot); break;
            case SlotKept kept: Keep(kept.Slot); break;
            case DescribeNodes: Sender.Tell(new NodesDescribed(Describe()), Self); return ValueTask.CompletedTask;
            case DrainNode drain: Drain(drain.Node); break;
            case NodeLeft left: Forget(Sender, FailureKind.Interrupted, $"Node '{left.Node}' took its leave."); break;
            case Terminated gone: Forget(gone.Actor, FailureKind.Crashed, null); break;
            default: Unhandled(message); return ValueTask.CompletedTask;
        }
        Serve();
        return ValueTask.CompletedTask;
    }

    private void Join(NodeJoined joined)
    {
        Context.Watch(Sender);
        draining.Remove(joined.Node);
        foreach (var slot in joined.Slots)
        {
            nodes[slot.Id] = Sender;
            if (!holders.ContainsKey(slot.Id)) free.Add(slot.Id);
        }
    }

    private void Want(int count)
    {
        if (!wanted.ContainsKey(Sender)) Context.Watch(Sender);
        wanted[Sender] = count;
    }

    private void Keep(SlotId slot)
    {
        Context.Watch(Sender);
        holders[slot] = Sender;
    }

    private void Release(SlotId slot)
    {
        holders.Remove(slot);
        if (nodes.ContainsKey(slot) && !draining.Contains(slot.Node)) free.Add(slot);
    }

    private void Drain(string node)
    {
        draining.Add(node);
        free.RemoveWhere(slot => slot.Node == node);
    }

    private EquatableList<NodeStatus> Describe() =>
    [
        .. from slot in nodes.Keys
           group slot by slot.Node into node
           orderby node.Key
           select new NodeStatus(node.Key, node.Count(), node.Count(holders.ContainsKey), draining.Contains(node.Key)),
    ];

    private void Forget(IActorRef gone, FailureKind kind, string? reason)
    {
        wanted.Remove(gone);
        foreach (var slot in holders.Where(h => h.Value.Equals(gone)).Select(h => h.Key).ToArray()) Release(slot);
        foreach (var slot in nodes.Where(n => n.Value.Equals(gone)).Select(n => n.Key).ToArray())
        {
            nodes.Remove(slot);
            free.Remove(slot);
            if (holders.Remove(slot, out var holder)) holder.Tell(new SlotLost(slot, kind, reason ?? $"Node '{slot.Node}' is gone."), Self);
        }
    }

    private void Serve()
    {
        while (free.Count > 0 && wanted.Where(w => w.Value > 0).Select(w => w.Key).MinBy(Held) is { } sweep)
        {
            var slot = free.Min;
            free.Remove(slot);
            holders[slot] = sweep;
            wanted[sweep]--;
            sweep.Tell(new SlotGranted(slot, nodes[slot]), Self);
        }
    }

    private int Held(IActorRef sweep) => holders.Values.Count(sweep.Equals);
}
