using Akka.Actor;
using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Trials;
using Orchestrator.Sweeps.Scheduling;

namespace Orchestrator.Coordinator.Scheduling;

// The nodes: who is there, in which life, and since when it was not heard.
public sealed partial class SchedulerActor
{
    private readonly Dictionary<string, Life> nodes = [];
    private readonly Dictionary<string, long> expected = []; // nodes that hold leases and have not come forward, by when that was noticed
    private readonly Dictionary<string, List<IActorRef>> drainers = []; // who waits for a node's own word

    private sealed record Life(IActorRef Node, string Instance, long Revision, bool Draining, long HeardAt);

    private bool HandleNode(object message)
    {
        switch (message)
        {
            case NodeHeartbeat beat: Hear(beat); return true;
            case NodeJoined joined: Join(joined); return true;
            case NodeLeft left: Leave(left); return true;
            case DrainNode drain: BeginDraining(drain.Node); return true;
            case Readmit readmit: placement.Readmit(readmit.Node); return true;
            case LookForSilence:
                GiveUpSilent();
                AskSilentSweeps();
                return true;
            case Terminated gone: Terminate(gone.ActorRef); return true;
            default: return false;
        }
    }

    private void Hear(NodeHeartbeat beat)
    {
        if (nodes.TryGetValue(beat.Node, out var life) && life.Instance == beat.Instance && life.Revision == beat.Revision
            && life.Node.Equals(Sender))
        {
            nodes[beat.Node] = life with { HeardAt = options.Time.GetTimestamp() };
            Acknowledge();
        }
        else
        {
            Sender.Tell(new QueryNodeState(), Self);
        }
    }

    private void Join(NodeJoined joined)
    {
        var life = nodes.GetValueOrDefault(joined.Node);
        if (life is not null && life.Instance != joined.Instance && IsHeard(life))
        {
            // Another process of that name. If it was just killed, its silence will soon be noticed, and this one asks again.
            Sender.Tell(new NodeNameTaken(joined.Node), Self);
            return;
        }
        if (options.Lease is null && life?.Node.Equals(Sender) != true)
        {
            Context.Watch(Sender);
        }
        if (life?.Instance != joined.Instance)
        {
            EndLife(joined.Node);
        }
        nodes[joined.Node] = new Life(Sender, joined.Instance, joined.Revision, joined.Draining, options.Time.GetTimestamp());
        expected.Remove(joined.Node);
        if (joined.Draining && drainers.Remove(joined.Node, out var waiting))
        {
            waiting.ForEach(drainer => drainer.Tell(new NodeDrains(joined.Node), Self));
        }
        if (life is not null && life.Instance != joined.Instance)
        {
            ReportLost(placement.Leave(joined.Node), FailureKind.Crashed, $"Node '{joined.Node}' was started anew.");
        }
        // A slot that is at work for a sweep is the sweep's before it is offered to anyone.
        foreach (var lease in joined.Leases)
        {
            placement.Keep(new Assignment(lease.Slot, lease.Sweep, lease.Attempt.Fold));
            known.TryAdd(lease.Sweep, options.Time.GetTimestamp()); // it is asked, if it does not come forward
        }
        placement.Join(joined with { Leases = [] });
        if (life?.Node.Equals(Sender) != true)
        {
            foreach (var lease in placement.LeasesOn(joined.Node))
            {
                Grant(lease); // its sweep may not know the node yet, or by an earlier address
            }
        }
        Acknowledge();
    }

    private void Acknowledge()
    {
        if (options.Lease is not null)
        {
            Sender.Tell(new HeartbeatAcknowledged(options.Coordinators().ToEquatableList()), Self);
        }
    }

    private void Leave(NodeLeft left)
    {
        if (options.Lease is not null)
        {
            Sender.Tell(new NodeLeaveAcknowledged(), Self);
        }
        if (nodes.TryGetValue(left.Node, out var life) && life.Instance == left.Instance)
        {
            Remove(left.Node, FailureKind.Interrupted, $"Node '{left.Node}' has left.");
        }
    }

    private void BeginDraining(string name)
    {
        placement.Drain(name);
        if (!nodes.TryGetValue(name, out var life))
        {
            return;
        }
        if (life.Draining)
        {
            Sender.Tell(new NodeDrains(name), Self);
            return;
        }
        if (!drainers.TryGetValue(name, out var waiting))
        {
            drainers[name] = waiting = [];
        }
        waiting.Add(Sender);
        life.Node.Tell(new StartDraining(), Self);
    }

    // A node of which a sweep speaks, and which has not come forward since this scheduler began, or since it was given up.
    private void ExpectNode(string node)
    {
        if (options.Lease is not null && !nodes.ContainsKey(node))
        {
            expected.TryAdd(node, options.Time.GetTimestamp());
        }
    }

    private void GiveUpSilent()
    {
        var lease = options.Lease!.Value;
        foreach (var (name, life) in nodes.ToArray())
        {
            if (options.Time.GetElapsedTime(life.HeardAt) > lease)
            {
                Remove(name, FailureKind.Crashed, $"Node '{name}' has not been heard for {lease.TotalSeconds:0.#} seconds.");
            }
        }
        foreach (var (name, since) in expected.ToArray())
        {
            if (options.Time.GetElapsedTime(since) > lease)
            {
                expected.Remove(name);
                var lost = placement.LeasesOn(name);
                foreach (var assignment in lost)
                {
                    placement.Release(assignment);
                }
                ReportLost(lost, FailureKind.Interrupted, $"The scheduler changed, and node '{name}' has not come forward since.");
            }
        }
    }

    private bool IsHeard(Life life) => options.Lease is { } lease && options.Time.GetElapsedTime(life.HeardAt) < lease / 2;

    private void Terminate(IActorRef gone)
    {
        foreach (var node in nodes.Where(n => n.Value.Node.Equals(gone)).Select(n => n.Key).ToArray())
        {
            Remove(node, FailureKind.Crashed, $"Node '{node}' is gone.");
        }
    }

    private void Remove(string node, FailureKind kind, string reason)
    {
        nodes.Remove(node);
        EndLife(node);
        ReportLost(placement.Leave(node), kind, reason);
    }

    private void EndLife(string node)
    {
        Timers.Cancel(CoolDownOf(node));
        drainers.Remove(node);
    }

    private static string CoolDownOf(string node) => $"cool-down {node}";

    private static NodeStatus Status(NodeStanding node) => new(
        node.Offer.Node, node.Offer.Slots.Count, node.Busy, node.Draining, node.Excluded, node.Offer.Labels, node.Offer.Devices,
            node.Offer.Data);

    private sealed record Readmit(string Node);

    private sealed class LookForSilence
    {
        public static readonly LookForSilence Message = new();
    }
}
