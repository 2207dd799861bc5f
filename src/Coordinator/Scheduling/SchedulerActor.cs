using Orchestrator.Actors;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Protocol;
using Orchestrator.Contracts.Trials;
using Orchestrator.Coordinator.Web;
using Orchestrator.Sweeps.Scheduling;

namespace Orchestrator.Coordinator.Scheduling;

/// <summary>Divides the nodes' slots among the sweeps. What goes where is decided by <see cref="Placement"/>; here are those who are told.</summary>
public sealed class SchedulerActor(SchedulingOptions options) : Actor
{
    private readonly Placement placement = new(options.Placement);
    private readonly Dictionary<string, IActorRef> nodes = [];
    private readonly Dictionary<SweepId, IActorRef> sweeps = [];
    private readonly Dictionary<SweepId, string> obstacles = []; // of which the sweeps were told
    private readonly Dictionary<string, IDisposable> coolDowns = [];
    private bool looking;

    private sealed record Readmit(string Node);

    private sealed record LookForObstacles;

    /// <inheritdoc />
    protected override ValueTask ReceiveAsync(object message)
    {
        switch (message)
        {
            case NodeJoined joined: Join(joined); break;
            case SlotsWanted want: Want(want.Demand); break;
            case SlotKept kept: Keep(kept.Lease); break;
            case SlotReleased released: Release(released); break;
            case SweepOver over: Forget(over.Sweep); break;
            case SweepTaken taken: Hand(taken.Sweep); break;
            case DescribeNodes: Sender.Tell(new NodesDescribed([.. placement.Describe().Select(Status)]), Self); break;
            case DrainNode drain: BeginDraining(drain.Node); break;
            case Readmit readmit: placement.Readmit(readmit.Node); break;
            case NodeLeft left when nodes.TryGetValue(left.Node, out var known) && known.Equals(Sender):
                Leave(left.Node, FailureKind.Interrupted, $"Node '{left.Node}' took its leave.");
                break;
            case NodeLeft: break; // an earlier life
            case Terminated gone: Bury(gone.Actor); break;
            case LookForObstacles: TellObstacles(); return ValueTask.CompletedTask;
            default: Unhandled(message); return ValueTask.CompletedTask;
        }
        Serve();
        return ValueTask.CompletedTask;
    }

    private void Join(NodeJoined joined)
    {
        if (!nodes.TryGetValue(joined.Node, out var known) || !known.Equals(Sender)) Context.Watch(Sender);
        nodes[joined.Node] = Sender;
        Lose(placement.Join(joined), FailureKind.Crashed, $"Node '{joined.Node}' was started anew.");
    }

    private void BeginDraining(string name)
    {
        placement.Drain(name);
        if (nodes.TryGetValue(name, out var node)) node.Tell(new BeDrained(), Self);
    }

    private void Want(SweepDemand demand)
    {
        Know(demand.Sweep);
        placement.Want(demand);
    }

    private void Keep(Assignment lease)
    {
        Know(lease.Sweep);
        placement.Keep(lease);
    }

    private void Know(SweepId sweep)
    {
        if (sweeps.TryGetValue(sweep, out var known) && known.Equals(Sender)) return;
        if (known is not null) placement.Forget(sweep); // it failed, and lives again
        sweeps[sweep] = Sender;
        Context.Watch(Sender);
    }

    private void Hand(SweepId sweep)
    {
        Know(sweep);
        var slots = placement.LeasesOf(sweep).Where(l => nodes.ContainsKey(l.Slot.Node)).Select(l => new SlotGranted(l, nodes[l.Slot.Node]));
        Sender.Tell(new SlotsHeld([.. slots]), Self);
    }

    private void Release(SlotReleased released)
    {
        if (placement.Release(released.Lease, released.Outcome) is not { } exclusion) return;
        if (coolDowns.Remove(exclusion.Node, out var running)) running.Dispose();
        coolDowns[exclusion.Node] = Context.ScheduleOnce(options.CoolDown, new Readmit(exclusion.Node));
        Context.Parent?.Tell(new NodeNews(exclusion.Node, $"is excluded for {options.CoolDown.TotalMinutes:0.#} minutes: {exclusion.Reason}"), Self);
    }

    private void Bury(IActorRef gone)
    {
        foreach (var sweep in sweeps.Where(s => s.Value.Equals(gone)).Select(s => s.Key).ToArray()) Forget(sweep);
        foreach (var node in nodes.Where(n => n.Value.Equals(gone)).Select(n => n.Key).ToArray())
        {
            Leave(node, FailureKind.Crashed, $"Node '{node}' is gone.");
        }
    }

    private void Leave(string node, FailureKind kind, string reason)
    {
        nodes.Remove(node);
        Lose(placement.Leave(node), kind, reason);
    }

    private void Forget(SweepId sweep)
    {
        sweeps.Remove(sweep);
        obstacles.Remove(sweep);
        placement.Forget(sweep);
    }

    private void Lose(IEnumerable<Assignment> lost, FailureKind kind, string reason)
    {
        foreach (var lease in lost) sweeps[lease.Sweep].Tell(new SlotLost(lease, kind, reason), Self);
    }

    private void Serve()
    {
        foreach (var lease in placement.Place()) sweeps[lease.Sweep].Tell(new SlotGranted(lease, nodes[lease.Slot.Node]), Self);
        if (looking || sweeps.Count == 0) return;
        looking = true;
        Context.ScheduleOnce(options.Patience, new LookForObstacles());
    }

    // A change leads to another look, so that nothing is missed and nothing happens while nothing changes.
    private void TellObstacles()
    {
        looking = false;
        foreach (var (id, sweep) in sweeps)
        {
            var (now, before) = (placement.Obstacle(id), obstacles.GetValueOrDefault(id));
            if (now == before) continue;
            if (now is null) obstacles.Remove(id);
            else obstacles[id] = now;
            sweep.Tell(new SlotsUnavailable(now), Self);
        }
    }

    private static NodeStatus Status(NodeStanding node) =>
        new(node.Offer.Node, node.Offer.Slots.Count, node.Busy, node.Draining, node.Excluded, node.Offer.Labels, node.Offer.Devices, node.Offer.Data);
}
