using Orchestrator.Cli.SweepFiles.Yaml;
using Orchestrator.Contracts.Sweeps;

namespace Orchestrator.Cli.SweepFiles.Sections;

/// <summary><c>resources: { device, slots, retries }</c>, all with defaults.</summary>
internal static class ResourcesSection
{
    public static readonly string[] Keys = ["device", "slots", "retries"];

    public static ResourcesDefinition? Read(Section? section)
    {
        if (section is null) return null;
        var device = section.Choice("device", ["auto", "cpu", "cuda"], "auto");
        var slots = section.Has("slots") ? section.Integer("slots", null, 1, 1024) : null;
        var retries = section.Integer("retries", 2, 0, 1000);
        return device is null || retries is null ? null : new ResourcesDefinition(device, (int?)slots, (int)retries);
    }
}
