using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;

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
