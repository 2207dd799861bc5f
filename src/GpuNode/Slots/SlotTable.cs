using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.GpuNode.Devices;

namespace Orchestrator.GpuNode.Slots;

/// <summary>Which of a node's slots are offered, device by device, and what goes on in them.</summary>
internal sealed class SlotTable
{
    private readonly Dictionary<string, MemoryBasedSlotSizing> packings = [];
    private readonly EquatableList<SlotDescription> all;
    private readonly Dictionary<SlotId, SlotCondition> conditions;
    private readonly HashSet<SlotId> offered = [];

    /// <param name="all">Every slot that there can be.</param>
    /// <param name="measured">Whether to begin with one a device, else with all.</param>
    public SlotTable(EquatableList<SlotDescription> all, bool measured)
    {
        this.all = all;
        conditions = all.ToDictionary(s => s.Id, s => new SlotCondition(s.Id));
        foreach (var device in all.GroupBy(s => s.Device))
        {
            var packing = packings[device.Key] = new MemoryBasedSlotSizing(device.Key, measured ? 1 : device.Count(), device.Count());
            foreach (var slot in device.Take(packing.Slots))
            {
                offered.Add(slot.Id);
            }
        }
    }

    public EquatableList<SlotDescription> Offered => all.Where(s => offered.Contains(s.Id)).ToEquatableList();

    public bool Offers(SlotId slot) => offered.Contains(slot);

    public SlotCondition this[SlotId slot] => conditions[slot];

    public void Note(SlotCondition condition) => conditions[condition.Slot] = condition;

    public string DeviceOf(SlotId slot) => all.First(s => s.Id == slot).Device;

    /// <summary>Whether a look at the device's memory is worth while: it may bear more, and all that it has are at work.</summary>
    public bool IsFull(string device) => packings[device].MayGrow && OfferedOn(device).All(s => conditions[s].IsSettled);

    /// <summary>Processes of the workers on a device.</summary>
    public IReadOnlyList<int> ProcessesOn(string device) => [.. On(device).Select(s => conditions[s].Process).OfType<int>()];

    public int WorkersOn(string device) => On(device).Count(s => conditions[s].HasWorker);

    /// <summary>Takes a measurement into account; returns why there is a slot more now, null = there is not.</summary>
    public string? Observe(string device, MemoryReading reading)
    {
        var reason = packings[device].Observe(reading);
        if (reason is not null)
        {
            offered.Add(On(device).First(s => !offered.Contains(s)));
        }

        return reason;
    }

    /// <summary>A worker has run out of memory: its own slot goes first, then those that are idle, then the last.</summary>
    public MemoryVerdict RunOut(SlotId slot)
    {
        var device = DeviceOf(slot);
        var verdict = packings[device].RunOut(WorkersOn(device));
        var order = OfferedOn(device).Reverse().OrderBy(s => s == slot ? 0 : conditions[s].IsRunning ? 2 : 1).ToArray();
        foreach (var surplus in order[..Math.Max(0, order.Length - packings[device].Slots)])
        {
            offered.Remove(surplus);
        }

        return verdict;
    }

    private IEnumerable<SlotId> On(string device) => all.Where(s => s.Device == device).Select(s => s.Id);

    private IEnumerable<SlotId> OfferedOn(string device) => On(device).Where(offered.Contains);
}
