using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Cli.SweepFiles.Sections;

/// <summary><c>stop: { no_improvement, target, hours, little_to_gain }</c>: when the search ends early.</summary>
internal static class StopSection
{
    private static readonly string[] Keys = ["no_improvement", "target", "hours", "little_to_gain"];

    /// <summary>Null where there is none, or it is not right.</summary>
    public static StopDefinition? Read(Section search)
    {
        if (!search.Has("stop") || search.Optional("stop", Keys) is not { } section)
        {
            return null;
        }

        return new StopDefinition(
            section.WholeOrNothing("no_improvement", DefinitionLimits.Trials),
            section.RealOrNothing("target", DefinitionLimits.Score),
            section.RealOrNothing("hours", DefinitionLimits.Hours),
            section.Truth("little_to_gain", false) ?? false);
    }
}
