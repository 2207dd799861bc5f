using Orchestrator.Contracts.Collections;

namespace Orchestrator.Contracts.Protocol;

/// <summary>A node offers its slots; the sender is the node.</summary>
/// <param name="Node">Its name, unique in the cluster.</param>
/// <param name="Instance">Tells one life of the node's process from the next: what an earlier instance ran is gone.</param>
/// <param name="Slots">Where attempts can run.</param>
public sealed record NodeJoined(string Node, string Instance, EquatableList<SlotDescription> Slots)
{
    /// <summary>What it has in hand.</summary>
    public EquatableList<HeldLease> Leases { get; init; } = [];

    /// <summary>The question that this answers; null when nobody asked. Each command that came before it is taken account of.</summary>
    public WhoAreYou? Answers { get; init; }
}
