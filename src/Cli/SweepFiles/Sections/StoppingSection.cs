using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Cli.SweepFiles.Sections;

/// <summary><c>stopping: { epochs, patience, min_delta }</c>.</summary>
internal static class StoppingSection
{
    public static readonly string[] Keys = ["epochs", "patience", "min_delta"];

    public static StoppingDefinition? Read(Section? section)
    {
        if (section is null)
        {
            return null;
        }

        var epochs = section.Whole("epochs", null, DefinitionLimits.Epochs);
        var patience = section.WholeOrNothing("patience", DefinitionLimits.Epochs);
        var delta = section.Real("min_delta", 0, DefinitionLimits.MinDelta.Words);
        return epochs is null || delta is null ? null : new StoppingDefinition((int)epochs, patience, delta.Value);
    }
}
