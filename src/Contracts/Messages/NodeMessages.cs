using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;

namespace Orchestrator.Contracts.Messages;

/// <summary>A node offers its slots; the sender is the node. Said again by the same instance, it replaces what was offered
/// before.</summary>
/// <param name="Node">Its name, unique in the cluster.</param>
/// <param name="Instance">Tells one life of the node's process from the next: what an earlier instance ran is gone.</param>
/// <param name="Slots">Where attempts can run. An attempt in a slot that is offered no more may run to its end.</param>
/// <param name="Labels">What its operator says of it; null = nothing.</param>
/// <param name="Devices">What it trains on; null = unknown.</param>
public sealed record NodeJoined(
    string Node, string Instance, EquatableList<SlotDescription> Slots, EquatableList<NodeLabel>? Labels = null,
    EquatableList<NodeDevice>? Devices = null)
{
    /// <summary>Whether it was told <see cref="StartDraining"/> in this life.</summary>
    public bool Draining { get; init; }

    /// <summary>Number of this offer among those of one life.</summary>
    public long Revision { get; init; }

    /// <summary>Names of the data sets that lie complete on its own disk (<see cref="DataSetName"/>), at most some hundreds; null = it
    /// cannot tell.</summary>
    public EquatableList<string>? Data { get; init; }

    /// <summary>What it has in hand.</summary>
    public EquatableList<HeldLease> Leases { get; init; } = [];
}

/// <summary>A piece of hardware of a node, as last looked at. What the driver does not tell is null.</summary>
/// <param name="Name">libtorch's name: <c>cpu</c>, <c>cuda:0</c>.</param>
/// <param name="Model">The maker's name.</param>
/// <param name="MemoryBytes">Its own memory.</param>
/// <param name="UsedBytes">Memory in use, by whomever.</param>
/// <param name="Utilization">Share of the last moments in which it was at work, in percent from 0 to 100.</param>
/// <param name="Driver">Version of its driver.</param>
public sealed record NodeDevice(
    string Name, string Model, long? MemoryBytes = null, long? UsedBytes = null, int? Utilization = null, string? Driver = null);

/// <summary>One place where an attempt can run.</summary>
/// <param name="Device">Such as <c>cpu</c> or <c>cuda:0</c>.</param>
/// <param name="Threads">Intra-op threads of an attempt, at least 1.</param>
public sealed record SlotDescription(SlotId Id, string Device, int Threads);

/// <summary>An attempt that a node has in hand: it runs, or will as soon as its predecessor in the slot has stopped.</summary>
/// <param name="Slot">Where.</param>
public sealed record HeldLease(SlotId Slot, SweepId Sweep, AttemptId Attempt);

/// <summary>Tells a node that it is drained until the end of its life, so that whoever coordinates next hears it from the node.</summary>
public sealed record StartDraining;

/// <summary>A node has stopped its attempts at their checkpoints and goes; what it held is interrupted, not failed.</summary>
public sealed record NodeLeft(string Node, string Instance);
