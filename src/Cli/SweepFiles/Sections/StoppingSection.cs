using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Cli.SweepFiles.Sections;

/// <summary><c>stopping: { epochs, patience, min_delta }</c>.</summary>
internal static class StoppingSection
{
    public static readonly string[] Keys = ["epochs", "patience", "min_delta"];

    /// <summary>The section.</summary>
    /// <param name="section">Where it stands; null = it is missing, which was said.</param>
    /// <param name="isExternal">Whether clients train, who need tell nothing but a result.</param>
    public static StoppingDefinition? Read(Section? section, bool isExternal)
    {
        if (section is null)
        {
            return null;
        }

        var epochs = section.Whole("epochs", isExternal ? 1 : null, DefinitionLimits.Epochs);
        var patience = section.WholeOrNothing("patience", DefinitionLimits.Epochs);
        var delta = section.Real("min_delta", 0, DefinitionLimits.MinDelta.Words);
        return epochs is null || delta is null ? null : new StoppingDefinition((int)epochs, patience, delta.Value);
    }
}
