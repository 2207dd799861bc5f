namespace Orchestrator.Sweeps.Scheduling;

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
