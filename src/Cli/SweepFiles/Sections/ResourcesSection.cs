using Orchestrator.Cli.SweepFiles.Yaml;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Cli.SweepFiles.Sections;

/// <summary><c>resources: { device, slots, retries, priority, weight, max_slots, node_labels, stall_minutes }</c>, all with
/// defaults.</summary>
internal static class ResourcesSection
{
    public static readonly string[] Keys =
        ["device", "slots", "retries", "priority", "weight", "max_slots", "node_labels", "stall_minutes"];

    public static ResourcesDefinition? Read(Section? section)
    {
        if (section is null)
        {
            return null;
        }

        var device = section.Choice("device", ["auto", "cpu", "cuda"], "auto");
        var slots = section.WholeOrNothing("slots", DefinitionLimits.Slots);
        var retries = section.Whole("retries", 2, DefinitionLimits.Retries);
        var priority = section.Whole("priority", 0, DefinitionLimits.Priority);
        var weight = section.Real("weight", 1, DefinitionLimits.Weight.Words);
        var most = section.WholeOrNothing("max_slots", DefinitionLimits.MostSlots);
        var labels = Labels(section);
        var stall = section.RealOrNothing("stall_minutes", DefinitionLimits.StallMinutes);
        return device is null || retries is null || priority is null || weight is null
            ? null
            : new ResourcesDefinition(device, slots, (int)retries, (int)priority, weight.Value, most, labels, stall);
    }

    // Null where there are none; what is not right is a problem.
    private static EquatableList<NodeLabel>? Labels(Section section)
    {
        if (!section.Has("node_labels") || section.Optional("node_labels", []) is not { } labels)
        {
            return null;
        }

        var read = new List<NodeLabel>();
        foreach (var (key, value) in labels.Entries)
        {
            if (value is YamlScalar { IsNothing: false } scalar)
            {
                read.Add(new NodeLabel(key.Text, scalar.Text));
            }
            else
            {
                labels.Refuse(key.Text, $"A node label is a word, such as '{key.Text}: a100', not {value.Kind}.");
            }
        }
        return read.Count == 0 ? null : read.ToEquatableList();
    }
}
