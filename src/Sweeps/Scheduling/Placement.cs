using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;

namespace Orchestrator.Sweeps.Scheduling;

/// <summary>Decides which fold runs in which slot. No clock, no randomness: the same calls in the same order give the same
/// assignments.</summary>
/// <remarks>
/// <para>Which sweep: <see cref="FairShare"/>. Which of its folds: the earliest, because the search waits for it. Where: see
/// <see cref="CandidatePool"/>; never where an attempt of the fold failed, as long as another node could run it.</para>
/// <para>A decision costs a look at each active sweep and a logarithm of the number of nodes for each different requirement; it does not
/// depend on how many folds wait. Nothing in here can change a result: that is a function of the sweep, the trial and the fold.</para>
/// </remarks>
public sealed class Placement(PlacementOptions? options = null)
{
    private readonly PlacementOptions options = options ?? new();
    private readonly OperationCounter effort = new();
    private readonly Dictionary<string, PlacedNode> nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<SweepId, PlacedSweep> sweeps = [];
    private readonly Dictionary<Requirement, CandidatePool> pools = [];
    private readonly Dictionary<SlotId, Assignment> leases = [];
    private readonly Capacity capacity = new();
    private double virtualTime; // start of the last service, in slots per weight
    private int arrivals;
    private long round;

    /// <summary>Elementary steps so far: sweeps, folds and nodes that were looked at. Grows with the work done, on any machine
    /// alike.</summary>
    public long Steps => effort.Steps;

    /// <summary>How many nodes and slots there are, and are in use.</summary>
    public SlotOccupancy Occupancy => capacity.All;

    /// <summary>All nodes, by name.</summary>
    public IReadOnlyList<NodeStanding> Describe() =>
        [.. nodes.Values.OrderBy(n => n.Name, StringComparer.Ordinal)
            .Select(n => new NodeStanding(n.Offer, n.Busy, n.Draining, n.Excluded))];

    /// <summary>A node offers its slots, or other ones than before.</summary>
    /// <returns>What an earlier life of it held, which is lost.</returns>
    public IReadOnlyList<Assignment> Join(NodeJoined offer)
    {
        if (nodes.TryGetValue(offer.Node, out var known) && known.Offer.Instance == offer.Instance)
        {
            known.Renew(offer);
            Update(known);
            return [];
        }
        var lost = Leave(offer.Node);
        var node = nodes[offer.Node] = new PlacedNode(offer, options);
        foreach (var kept in leases.Values.Where(a => a.Slot.Node == offer.Node))
        {
            node.Take(kept.Slot.Index);
        }

        Update(node);
        return lost;
    }

    /// <summary>A node is gone. Harmless when it is not known.</summary>
    /// <returns>What it held, which is lost.</returns>
    public IReadOnlyList<Assignment> Leave(string name)
    {
        if (!nodes.Remove(name, out var node))
        {
            return [];
        }

        capacity.Forget(node);
        foreach (var pool in pools.Values)
        {
            pool.Forget(node);
        }

        Assignment[] lost = [.. leases.Values.Where(a => a.Slot.Node == name).OrderBy(a => a.Slot.Index)];
        foreach (var assignment in lost)
        {
            EndLease(assignment);
        }

        return lost;
    }

    /// <summary>Gives a node nothing more, until it joins in a new life.</summary>
    public void Drain(string name)
    {
        if (!nodes.TryGetValue(name, out var node))
        {
            return;
        }

        node.Draining = true;
        Update(node);
    }

    /// <summary>Gives an excluded node another chance; the first failure excludes it again.</summary>
    public void Readmit(string name)
    {
        if (!nodes.TryGetValue(name, out var node) || node.Excluded is null)
        {
            return;
        }

        node.Excluded = null;
        node.Health.Forgive();
        Update(node);
    }

    /// <summary>The slots that a sweep has.</summary>
    public IReadOnlyList<Assignment> LeasesOf(SweepId id) => [.. leases.Values.Where(a => a.Sweep == id).OrderBy(a => a.Fold)];

    /// <summary>The slots of a node that are given away, whether it is present or not.</summary>
    public IReadOnlyList<Assignment> LeasesOn(string node) => [.. leases.Values.Where(a => a.Slot.Node == node).OrderBy(a => a.Slot.Index)];

    /// <summary>A sweep says what it waits for.</summary>
    public void Want(SweepDemand demand)
    {
        if (!sweeps.TryGetValue(demand.Sweep, out var sweep))
        {
            if (demand.Folds.Count == 0)
            {
                return;
            }

            var pool = PoolOf(Requirement.Of(demand, options));
            pool.Users++;
            sweeps.Add(demand.Sweep, sweep = new PlacedSweep(demand.Sweep, demand.Resources, pool, arrivals++));
            foreach (var kept in leases.Values.Where(a => a.Sweep == demand.Sweep))
            {
                sweep.Take(kept.Fold, kept.Slot.Node);
            }
        }
        // Who was away has no claim to what others used meanwhile.
        if (!sweep.IsWaiting)
        {
            sweep.Served = Math.Max(sweep.Served, virtualTime);
        }

        sweep.Want(demand.Folds);
    }

    /// <summary>A slot is at work for a sweep already, which a predecessor gave it to. Said before the node joins; harmless when it is
    /// known.</summary>
    /// <remarks>A sweep that came back from its journal may have a slot still which it gave back before: it is right about its own
    /// folds.</remarks>
    public void Keep(Assignment assignment)
    {
        if (leases.TryGetValue(assignment.Slot, out var other))
        {
            if (other == assignment || other.Sweep != assignment.Sweep)
            {
                return;
            }

            EndLease(other);
        }
        leases.Add(assignment.Slot, assignment);
        if (sweeps.TryGetValue(assignment.Sweep, out var sweep))
        {
            sweep.Take(assignment.Fold, assignment.Slot.Node);
        }

        if (!nodes.TryGetValue(assignment.Slot.Node, out var node))
        {
            return;
        }

        node.Take(assignment.Slot.Index);
        Update(node);
    }

    /// <summary>A sweep is gone, and its slots are free.</summary>
    public void Forget(SweepId id)
    {
        foreach (var assignment in leases.Values.Where(a => a.Sweep == id).ToArray())
        {
            Release(assignment);
        }

        if (!sweeps.Remove(id, out var sweep))
        {
            return;
        }

        if (--sweep.Pool.Users == 0)
        {
            pools.Remove(sweep.Pool.Requirement);
        }
    }

    /// <summary>A slot is needed no more. Harmless when it has been lost meanwhile, or given to somebody else.</summary>
    /// <param name="assignment">As it was made.</param>
    /// <param name="outcome">How the attempt ended; null = there was none.</param>
    /// <returns>Present when the node is excluded because of that.</returns>
    public Exclusion? Release(Assignment assignment, SlotOutcome? outcome = null)
    {
        if (!leases.TryGetValue(assignment.Slot, out var held) || held != assignment)
        {
            return null;
        }

        EndLease(assignment);
        if (!nodes.TryGetValue(assignment.Slot.Node, out var node))
        {
            return null;
        }

        node.Release(assignment.Slot.Index);
        var excluded = outcome is not null && Judge(node, assignment.Fold.Trial, outcome);
        Update(node);
        return excluded ? new Exclusion(node.Name, node.Excluded!) : null;
    }

    /// <summary>Fills the free slots.</summary>
    public IReadOnlyList<Assignment> Place()
    {
        var made = new List<Assignment>();
        round++;
        while (capacity.Free > 0 && FairShare.Choose(sweeps.Values, capacity.Slots, round, effort) is { } sweep)
        {
            if (Place(sweep) is { } assignment)
            {
                made.Add(assignment);
            }
            else
            {
                sweep.StuckIn = round; // slots only become fewer in a round
            }
        }
        return made;
    }

    /// <summary>Why a sweep that waits cannot be served by any node that is present, to stand after "waiting: "; null = it can, or does not
    /// wait.</summary>
    public string? Obstacle(SweepId id) =>
        sweeps.TryGetValue(id, out var sweep) && sweep.IsWaiting && sweep.Pool.Serving == 0
            ? sweep.Pool.Requirement.Obstacle(nodes.Values) : null;

    private Assignment? Place(PlacedSweep sweep)
    {
        foreach (var fold in sweep.Waiting)
        {
            effort.Step();
            if (sweep.Pool.Choose(fold, sweep.NodesOf(fold.Fold.Trial)) is not { } node)
            {
                continue;
            }

            var requirement = sweep.Pool.Requirement;
            var slot = node.Take(node.FirstFree(requirement.Device)!.Value);
            node.Keep(requirement.Data);
            sweep.Take(fold.Fold, node.Name);
            virtualTime = Math.Max(virtualTime, sweep.Served);
            sweep.Served += 1 / sweep.Weight;
            Update(node);
            return leases[slot] = new Assignment(slot, sweep.Id, fold.Fold);
        }
        return null;
    }

    // The last node that can serve a sweep is never excluded: where all fails, the sweep must come to its end.
    private bool Judge(PlacedNode node, int trial, SlotOutcome outcome)
    {
        node.Health.Note(trial, outcome);
        if (node.Excluded is not null || !node.Health.IsBad || pools.Values.Any(p => p.IsServedBy(node.Name) && p.Serving == 1))
        {
            return false;
        }

        node.Excluded = node.Health.Reason;
        return true;
    }

    private CandidatePool PoolOf(Requirement requirement)
    {
        if (pools.TryGetValue(requirement, out var known))
        {
            return known;
        }

        var pool = pools[requirement] = new CandidatePool(requirement, effort);
        foreach (var node in nodes.Values)
        {
            pool.Update(node);
        }

        return pool;
    }

    private void EndLease(Assignment assignment)
    {
        leases.Remove(assignment.Slot);
        if (sweeps.TryGetValue(assignment.Sweep, out var sweep))
        {
            sweep.Release(assignment.Fold);
        }
    }

    private void Update(PlacedNode node)
    {
        capacity.Update(node);
        foreach (var pool in pools.Values)
        {
            pool.Update(node);
        }
    }
}

/// <summary>Counts what a decision looks at.</summary>
internal sealed class OperationCounter
{
    public long Steps { get; private set; }

    public void Step() => Steps++;
}

/// <summary>How many nodes and slots there are, and are in use.</summary>
/// <param name="Nodes">Nodes that are present.</param>
/// <param name="NodesInService">Those of them that neither drain nor are excluded.</param>
/// <param name="Slots">Slots that the nodes offer, in service or not.</param>
/// <param name="Busy">Slots of these nodes that a sweep holds; one that is offered no more counts until it is free.</param>
public readonly record struct SlotOccupancy(int Nodes, int NodesInService, int Slots, int Busy)
{
    internal static SlotOccupancy Of(PlacedNode node) => new(1, node.InService ? 1 : 0, node.Slots, node.Busy);

    internal SlotOccupancy Plus(SlotOccupancy other) =>
        new(Nodes + other.Nodes, NodesInService + other.NodesInService, Slots + other.Slots, Busy + other.Busy);

    internal SlotOccupancy Minus(SlotOccupancy other) =>
        new(Nodes - other.Nodes, NodesInService - other.NodesInService, Slots - other.Slots, Busy - other.Busy);
}

/// <summary>What <see cref="Placement"/> goes by.</summary>
public sealed record PlacementOptions
{
    /// <summary>Failures in a row after which a node is excluded, at least 1. [default: 3]</summary>
    public int FailuresInARow { get; init; } = 3;

    /// <summary>Different trials that must be among them, at least 1: one hopeless configuration is no node's fault. [default: 2]</summary>
    public int DifferentTrials { get; init; } = 2;

    /// <summary>Whether device and labels of a sweep are passed over: on one machine there is no other node to choose. [default:
    /// false]</summary>
    public bool AnyNode { get; init; }
}
