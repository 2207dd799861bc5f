using Orchestrator.Cli.SweepFiles.Yaml;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Validation;

namespace Orchestrator.Cli.SweepFiles.Sections;

/// <summary><c>fold_wise: true</c>, or <c>fold_wise: { least_chance: 0.1, start_up_trials: 5 }</c>.</summary>
internal static class FoldWiseSection
{
    private static readonly string[] Keys = ["least_chance", "start_up_trials"];

    /// <summary>Null where there is none, or it is not right.</summary>
    public static FoldWiseDefinition? Read(Section search)
    {
        if (search["fold_wise"] is not YamlMap)
        {
            return search.Truth("fold_wise", false) == true ? new() : null;
        }

        var section = search.Optional("fold_wise", Keys)!;
        var standard = new FoldWiseDefinition();
        return new(section.RealOrNothing("least_chance", DefinitionLimits.Chance) ?? standard.LeastChance,
            section.WholeOrNothing("start_up_trials", DefinitionLimits.StartUp) ?? standard.StartUpTrials);
    }
}
