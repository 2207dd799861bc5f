using Orchestrator.Cli.SweepFiles.Yaml;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Sweeps;

namespace Orchestrator.Cli.SweepFiles.Sections;

/// <summary><c>resources: { device, slots, retries, priority, weight, max_slots, node_labels }</c>, all with defaults.</summary>
internal static class ResourcesSection
{
    public static readonly string[] Keys = ["device", "slots", "retries", "priority", "weight", "max_slots", "node_labels"];

    public static ResourcesDefinition? Read(Section? section)
    {
        if (section is null) return null;
        var device = section.Choice("device", ["auto", "cpu", "cuda"], "auto");
        var slots = section.Has("slots") ? section.Integer("slots", null, 1, 1024) : null;
        var retries = section.Integer("retries", 2, 0, 1000);
        var priority = section.Integer("priority", 0, -1000, 1000);
        var weight = section.Real("weight", 1, 0.001, 1000, "a number from 0.001 to 1000");
        var most = section.Has("max_slots") ? section.Integer("max_slots", null, 1, 1_000_000) : null;
        var labels = Labels(section);
        return device is null || retries is null || priority is null || weight is null
            ? null
            : new ResourcesDefinition(device, (int?)slots, (int)retries, (int)priority, weight.Value, (int?)most, labels);
    }

    // Null where there are none; what is not right is a problem.
    private static EquatableList<NodeLabel>? Labels(Section section)
    {
        if (!section.Has("node_labels") || section.Optional("node_labels", []) is not { } labels) return null;
        var read = new List<NodeLabel>();
        foreach (var (key, value) in labels.Entries)
        {
            if (value is YamlScalar { IsNothing: false } scalar) read.Add(new NodeLabel(key.Text, scalar.Text));
            else labels.Refuse(key.Text, $"A node label is a word, such as '{key.Text}: a100', not {value.Kind}.");
        }
        return read.Count == 0 ? null : read.ToEquatableList();
    }
}
