namespace Orchestrator.Sweeps.Scheduling;

/// <summary>Slots of all nodes in service, kept up to date node by node.</summary>
internal sealed class Capacity
{
    private readonly Dictionary<PlacedNode, (int Free, int Slots, SlotOccupancy All)> counted = [];

    public int Free { get; private set; }

    public int Slots { get; private set; }

    /// <summary>Of all nodes, in service or not.</summary>
    public SlotOccupancy All { get; private set; }

    public void Update(PlacedNode node)
    {
        Forget(node);
        var now = (node.Free, Slots: node.InService ? node.Slots : 0, All: SlotOccupancy.Of(node));
        counted[node] = now;
        (Free, Slots, All) = (Free + now.Free, Slots + now.Slots, All.Plus(now.All));
    }

    public void Forget(PlacedNode node)
    {
        if (counted.Remove(node, out var before))
        {
            (Free, Slots, All) = (Free - before.Free, Slots - before.Slots, All.Minus(before.All));
        }
    }
}
