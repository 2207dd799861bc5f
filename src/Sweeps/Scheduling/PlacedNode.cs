using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;

namespace Orchestrator.Sweeps.Scheduling;

/// <summary>A node with its free slots.</summary>
internal sealed class PlacedNode
{
    private readonly Dictionary<int, bool> onGpu = []; // of the slots that are offered
    private readonly SortedSet<int> freeOnCpu = [];
    private readonly SortedSet<int> freeOnGpu = [];
    private readonly HashSet<int> busy = [];
    private readonly HashSet<string> data = new(StringComparer.Ordinal);
    private EquatableList<string> named = []; // of those, what it said itself

    public PlacedNode(NodeJoined offer, PlacementOptions options)
    {
        Health = new NodeHealth(options);
        Offer = offer;
        Renew(offer);
    }

    public NodeJoined Offer { get; private set; }

    public string Name => Offer.Node;

    public NodeHealth Health { get; }

    public bool Draining { get; set; }

    public string? Excluded { get; set; }

    public bool InService => !Draining && Excluded is null;

    public int Slots => onGpu.Count;

    public int Busy => busy.Count;

    public int Free => InService ? freeOnCpu.Count + freeOnGpu.Count : 0;

    /// <summary>Share of the slots that is taken, 0 to 1: work is spread.</summary>
    public double Load => onGpu.Count == 0 ? 1 : (double)busy.Count / onGpu.Count;

    public bool HasData(string name) => data.Contains(name);

    public bool HasGpu => onGpu.ContainsValue(true);

    public bool HasLabel(NodeLabel label) => Offer.Labels?.Contains(label) ?? false;

    public bool Offers(string device) => device switch
    {
        "cuda" => onGpu.ContainsValue(true),
        "cpu" => onGpu.ContainsValue(false),
        _ => onGpu.Count > 0,
    };

    /// <summary>The first free slot on such a device, a GPU where it does not matter; null = none.</summary>
    public int? FirstFree(string device)
    {
        if (!InService)
        {
            return null;
        }

        if (device != "cpu" && freeOnGpu.Count > 0)
        {
            return freeOnGpu.Min;
        }

        return device != "cuda" && freeOnCpu.Count > 0 ? freeOnCpu.Min : null;
    }

    /// <summary>
    /// Replaces what is offered. A busy slot that is offered no more is gone when it becomes free, and a data set that is named no more had
    /// to make room; one that was never named may lie where the sweep's files are.
    /// </summary>
    public void Renew(NodeJoined offer)
    {
        if (offer.Data is { } names)
        {
            data.ExceptWith(named.Except(names));
            data.UnionWith(names);
            named = names;
        }
        Offer = offer;
        Draining |= offer.Draining;
        onGpu.Clear();
        freeOnCpu.Clear();
        freeOnGpu.Clear();
        foreach (var slot in offer.Slots)
        {
            onGpu[slot.Id.Index] = slot.Device.StartsWith("cuda", StringComparison.Ordinal);
            if (!busy.Contains(slot.Id.Index))
            {
                SetFree(slot.Id.Index);
            }
        }
    }

    public SlotId Take(int slot)
    {
        busy.Add(slot);
        freeOnCpu.Remove(slot);
        freeOnGpu.Remove(slot);
        return new SlotId(Name, slot);
    }

    /// <summary>From now on it has that data.</summary>
    public void Keep(string name) => data.Add(name);

    public void Release(int slot)
    {
        busy.Remove(slot);
        if (onGpu.ContainsKey(slot))
        {
            SetFree(slot);
        }
    }

    private void SetFree(int slot) => (onGpu[slot] ? freeOnGpu : freeOnCpu).Add(slot);
}

/// <summary>How a node stands.</summary>
/// <param name="Offer">What it offers.</param>
/// <param name="Busy">Slots that a fold holds.</param>
/// <param name="Draining">Whether it is given nothing more, because somebody wants to switch it off.</param>
/// <param name="Excluded">Why it is given nothing for a while; null = it is.</param>
public sealed record NodeStanding(NodeJoined Offer, int Busy, bool Draining, string? Excluded);
