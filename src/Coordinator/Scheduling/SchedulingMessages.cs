using Akka.Actor;
using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Trials;
using Orchestrator.Sweeps.Scheduling;

namespace Orchestrator.Coordinator.Scheduling;

// Between sweeps and the scheduler, which may live on different coordinators.

/// <summary>A sweep waits for slots; replaces what it said before.</summary>
public sealed record SlotsWanted(SweepDemand Demand);

/// <summary>Which slots a sweep has. Said again and again, so that a lost message or a new scheduler does no harm.</summary>
/// <param name="Sweep">Which.</param>
/// <param name="Held">Those of which it knows the node.</param>
/// <param name="Unclaimed">Those that its journal names and of which it does not know the node: it is told with
/// <see cref="SlotGranted"/>.</param>
public sealed record SlotsHeld(SweepId Sweep, EquatableList<Assignment> Held, EquatableList<Assignment> Unclaimed);

/// <summary>A sweep needs the slot no more.</summary>
/// <param name="Lease">As it was granted.</param>
/// <param name="Outcome">How the attempt ended; null = there was none.</param>
public sealed record SlotReleased(Assignment Lease, SlotOutcome? Outcome = null);

/// <summary>A sweep has ended and holds nothing.</summary>
public sealed record SweepOver(SweepId Sweep);

/// <summary>A slot is the fold's until its sweep says <see cref="SlotReleased"/>. Said again when it is not known whether it
/// arrived.</summary>
public sealed record SlotGranted(Assignment Lease, IActorRef Node) : ISweepMessage
{
    /// <inheritdoc />
    public SweepId Sweep => Lease.Sweep;

    /// <summary>Which.</summary>
    public SlotId Slot => Lease.Slot;
}

/// <summary>The node of a granted slot is gone, and what ran there with it.</summary>
/// <param name="Lease">As it was granted.</param>
/// <param name="Kind">Crashed, or interrupted when the node has left.</param>
/// <param name="Reason">For the journal.</param>
public sealed record SlotLost(Assignment Lease, FailureKind Kind, string Reason) : ISweepMessage
{
    /// <inheritdoc />
    public SweepId Sweep => Lease.Sweep;
}

/// <summary>No node that is present can serve the sweep, for some seconds now.</summary>
/// <param name="Sweep">Which.</param>
/// <param name="Reason">To stand after "waiting: "; null = one can again.</param>
public sealed record SlotsUnavailable(SweepId Sweep, string? Reason) : ISweepMessage;

/// <summary>A scheduler that has just started asks a sweep for its <see cref="SlotsHeld"/> and <see cref="SlotsWanted"/>.</summary>
public sealed record QueryDemand(SweepId Sweep) : ISweepMessage;

/// <summary>Asks for the nodes that are present; answered with <see cref="NodesDescribed"/>.</summary>
public sealed record DescribeNodes;

/// <summary>The nodes that are present, ordered by name.</summary>
public sealed record NodesDescribed(EquatableList<NodeStatus> Nodes);

/// <summary>Asks what sweeps wait for; answered with <see cref="ObstaclesDescribed"/>.</summary>
public sealed record DescribeObstacles;

/// <summary>The sweeps that no node can serve.</summary>
public sealed record ObstaclesDescribed(EquatableList<Obstacle> Obstacles);

/// <summary>Why no node that is present can serve a sweep, to stand after "waiting: ".</summary>
public sealed record Obstacle(SweepId Sweep, string Reason);

/// <summary>Grant no further slot of a node, until it joins in a new life; answered with <see cref="NodeDrains"/> as soon as the node
/// itself says so.</summary>
public sealed record DrainNode(string Node);

/// <summary>A node has said itself that it drains: so it will to every later scheduler.</summary>
public sealed record NodeDrains(string Node);
