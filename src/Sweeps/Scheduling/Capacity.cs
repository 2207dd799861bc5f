namespace Orchestrator.Sweeps.Scheduling;

/// <summary>Slots of all nodes in service, kept up to date node by node.</summary>
internal sealed class Capacity
{
    private readonly Dictionary<PlacedNode, (int Free, int Slots)> counted = [];

    public int Free { get; private set; }

    public int Slots { get; private set; }

    public void Update(PlacedNode node)
    {
        Forget(node);
        var now = (node.Free, Slots: node.InService ? node.Slots : 0);
        counted[node] = now;
        (Free, Slots) = (Free + now.Free, Slots + now.Slots);
    }

    public void Forget(PlacedNode node)
    {
        if (counted.Remove(node, out var before))
        {
            (Free, Slots) = (Free - before.Free, Slots - before.Slots);
        }
    }
}
