using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.GpuNode.Devices;

namespace Orchestrator.GpuNode.Hosting;

/// <summary>What the operator of a node says about its slots.</summary>
/// <param name="Device"><c>auto</c>, <c>cpu</c> or <c>cuda</c>.</param>
/// <param name="Slots">Fixed number of them; null = one a GPU or core, or measured.</param>
/// <param name="Measured">Whether they are added while they fit.</param>
/// <param name="Most">Most on a device, if so.</param>
/// <param name="Labels">Of the node; null = none.</param>
public sealed record NodeResources(string Device, int? Slots, bool Measured, int Most, EquatableList<NodeLabel>? Labels)
{
    /// <summary>What to divide a machine by that has so many GPUs.</summary>
    public ResourcesDefinition For(int gpus) => new(Device, Measured ? Most * Math.Max(1, gpus) : Slots);

    /// <summary>How the node behaves.</summary>
    /// <param name="discovery">Knows its devices.</param>
    /// <param name="news">Hears why the number of slots changes.</param>
    public NodeOptions Behaviour(DeviceDiscovery discovery, Action<string> news) => new()
    {
        Labels = Labels,
        Measured = Measured ? new MemoryProbe(new HostMemory(), discovery) : null,
        Survey = discovery.Survey,
        News = news,
    };
}
