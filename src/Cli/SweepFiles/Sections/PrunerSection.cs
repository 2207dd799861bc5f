using Orchestrator.Cli.SweepFiles.Yaml;
using Orchestrator.Contracts.Sweeps;
using Orchestrator.Search.Pruners;

namespace Orchestrator.Cli.SweepFiles.Sections;

/// <summary><c>pruner: median</c>, or <c>pruner: { name: median, warm_up_epochs: 2 }</c>.</summary>
internal static class PrunerSection
{
    private static readonly string[] Keys =
        ["name", "warm_up_epochs", "start_up_trials", "percentile", "first_rung", "reduction", "patience", "limit", "significance"];

    /// <summary>Null where there is none, or it is not right.</summary>
    public static PruningDefinition? Read(Section search)
    {
        if (!search.Has("pruner")) return null;
        if (search["pruner"] is YamlScalar) return search.Choice("pruner", PrunerRegistry.Names) is { } word and not "none" ? new PruningDefinition(word) : null;
        if (search.Optional("pruner", Keys) is not { } section) return null;
        var name = section.Choice("name", PrunerRegistry.Names);
        var definition = new PruningDefinition(
            name ?? "none",
            Whole("warm_up_epochs", 0), Whole("start_up_trials", 1), Part("percentile", 0.1, 99.9, "a share in percent, from 0.1 to 99.9"),
            Whole("first_rung", 1), Whole("reduction", 2), Whole("patience", 1), Part("limit", double.MinValue, double.MaxValue, "a score"),
            Part("significance", 1e-9, 0.5, "a probability above 0 and at most 0.5"));
        return name is null or "none" ? null : definition;

        int? Whole(string key, long low) => section.Has(key) ? (int?)section.Integer(key, null, low, 1_000_000) : null;
        double? Part(string key, double low, double high, string range) => section.Has(key) ? section.Real(key, null, low, high, range) : null;
    }
}
