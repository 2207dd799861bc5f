using Orchestrator.Cli.SweepFiles.Yaml;
using Orchestrator.Contracts.Sweeps;

namespace Orchestrator.Cli.SweepFiles.Sections;

/// <summary><c>stopping: { epochs, patience, min_delta }</c>.</summary>
internal static class StoppingSection
{
    public static readonly string[] Keys = ["epochs", "patience", "min_delta"];

    public static StoppingDefinition? Read(Section? section)
    {
        if (section is null) return null;
        var epochs = section.Integer("epochs", null, 1, 1_000_000);
        var patience = section.Has("patience") ? section.Integer("patience", null, 1, 1_000_000) : null;
        var delta = section.Real("min_delta", 0, 0, range: "a number of at least 0");
        return epochs is null || delta is null ? null : new StoppingDefinition((int)epochs, (int?)patience, delta.Value);
    }
}
