using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Messages;
using Orchestrator.GpuNode.Devices;

namespace Orchestrator.GpuNode.Hosting;

/// <summary>This machine's slots, and the GPUs that were looked for to divide it.</summary>
/// <param name="Gpus">What was found, or not wanted.</param>
/// <param name="Slots">At least one.</param>
public sealed record MachineSlots(FoundGpus Gpus, EquatableList<SlotDescription> Slots)
{
    /// <summary>Looks at this machine.</summary>
    /// <param name="node">Its name.</param>
    /// <param name="device"><c>auto</c>, <c>cpu</c> or <c>cuda</c>.</param>
    /// <param name="resources">What to divide it by, given its number of GPUs.</param>
    /// <param name="discovery">Knows its devices.</param>
    /// <exception cref="DeviceUnavailableException">A device is asked for that is not there.</exception>
    public static MachineSlots Divide(string node, string device, Func<int, ResourcesDefinition> resources, DeviceDiscovery discovery)
    {
        var gpus = device == "cpu" ? FoundGpus.NotWanted : discovery.Find();
        return new(gpus, SlotPlan.Divide(node, resources(gpus.Devices.Count), gpus, new HostProcessors().Count,
            new HostMemory().Limit()?.Bytes));
    }
}
