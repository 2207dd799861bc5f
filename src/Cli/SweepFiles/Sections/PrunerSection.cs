using Orchestrator.Cli.SweepFiles.Yaml;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Validation;
using Orchestrator.Search;

namespace Orchestrator.Cli.SweepFiles.Sections;

/// <summary><c>pruner: median</c>, or <c>pruner: { name: median, warm_up_epochs: 2 }</c>.</summary>
internal static class PrunerSection
{
    private static readonly string[] Keys =
        ["name", "warm_up_epochs", "start_up_trials", "percentile", "first_rung", "reduction", "patience", "limit", "significance"];

    /// <summary>Null where there is none, or it is not right.</summary>
    public static PruningDefinition? Read(Section search)
    {
        if (!search.Has("pruner"))
        {
            return null;
        }

        if (search["pruner"] is YamlScalar)
        {
            return search.Choice("pruner", PrunerRegistry.Names) is { } word and not "none" ? new PruningDefinition(word) : null;
        }

        if (search.Optional("pruner", Keys) is not { } section)
        {
            return null;
        }

        var name = section.Choice("name", PrunerRegistry.Names);
        var definition = new PruningDefinition(
            name ?? "none",
            section.WholeOrNothing("warm_up_epochs", DefinitionLimits.WarmUp),
                section.WholeOrNothing("start_up_trials", DefinitionLimits.Trials),
            section.RealOrNothing("percentile", DefinitionLimits.Percentile), section.WholeOrNothing("first_rung", DefinitionLimits.Epochs),
            section.WholeOrNothing("reduction", DefinitionLimits.Reduction), section.WholeOrNothing("patience", DefinitionLimits.Epochs),
            section.RealOrNothing("limit", DefinitionLimits.Score), section.RealOrNothing("significance", DefinitionLimits.Significance));
        return name is null or "none" ? null : definition;
    }
}
