using System.Globalization;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Validation;
using Orchestrator.GpuNode;
using Orchestrator.GpuNode.Devices;

namespace Orchestrator.Cli.Commands;

/// <summary>What the operator of a node says about its slots.</summary>
/// <param name="Device"><c>auto</c>, <c>cpu</c> or <c>cuda</c>.</param>
/// <param name="Slots">Fixed number of them; null = one a GPU or core, or measured.</param>
/// <param name="Measured">Whether they are added while they fit.</param>
/// <param name="Most">Most on a device, if so.</param>
/// <param name="Labels">Of the node; null = none.</param>
public sealed record NodeResources(string Device, int? Slots, bool Measured, int Most, EquatableList<NodeLabel>? Labels)
{
    /// <summary>Reads the command line.</summary>
    /// <exception cref="UserError">A value is not right.</exception>
    public static NodeResources Read(string? device, string? slots, int most, IReadOnlyList<string> labels)
    {
        var (measured, number) = (slots == "measured", 0);
        if (slots is not null && !measured
            && !(int.TryParse(slots, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number is >= 1 and <= 1024))
        {
            throw new UserError($"--slots '{slots}': a whole number from 1 to 1024, or 'measured'.");
        }

        if (most is < 1 or > 1024)
        {
            throw new UserError($"--max-slots {most}: from 1 to 1024.");
        }

        var read =
            labels.Select(text => NodeLabel.TryParse(text, out var label)
                ? label : throw new UserError($"--label '{text}': it reads KEY=VALUE, such as gpu=a100."));
        return new(device ?? "auto", number > 0 ? number : null, measured, most, labels.Count > 0 ? read.ToEquatableList() : null);
    }

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
