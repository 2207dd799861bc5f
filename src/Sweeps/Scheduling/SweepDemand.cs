using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Sweeps.Scheduling;

/// <summary>What a sweep waits for; replaces what it waited for before.</summary>
/// <param name="Sweep">Which.</param>
/// <param name="Resources">Its priority, weight, limit, device and labels; they do not change while it lives.</param>
/// <param name="Data">Names its data: a node that has it on disk, or has trained on it, has it at hand.</param>
/// <param name="Folds">Those that wait, the most urgent first.</param>
public sealed record SweepDemand(SweepId Sweep, ResourcesDefinition Resources, string Data, EquatableList<FoldDemand> Folds)
{
    /// <summary>Folds that are named at once. The rest waits in the sweep's own state, so that no queue grows with the sweep.</summary>
    public const int MostFolds = 256;

    /// <summary>The demand of a sweep in this state.</summary>
    public static SweepDemand Of(SweepState state) => new(
        state.Id, ResourcesOf(state.Definition), NameOfData(state), state.Ready().Take(MostFolds).Select(FoldDemand.Of).ToEquatableList());

    /// <summary>Nothing.</summary>
    public static SweepDemand None(SweepId sweep) => new(sweep, new ResourcesDefinition(), "", []);

    // Whoever may submit a sweep shall not run programs on nodes whose operator has not said so.
    private static ResourcesDefinition ResourcesOf(SweepDefinition definition)
    {
        NodeLabel[] permissions =
        [
            .. definition.Model.Command is null ? Array.Empty<NodeLabel>() : [CommandDefinition.Permission],
            .. definition.Plugins is { Count: > 0 } ? [PluginDefinition.Permission] : Array.Empty<NodeLabel>(),
        ];
        return permissions.Length == 0 ? definition.Resources
            : definition.Resources with { NodeLabels = [.. definition.Resources.NodeLabels ?? [], .. permissions] };
    }

    // As nodes name what lies in their caches; data that does not travel has no other name than its fingerprint.
    private static string NameOfData(SweepState state) =>
        state.Definition.Data.Files is { Count: > 0 } files ? DataSetName.Of(files) : state.DataFingerprint;
}

/// <summary>A fold that waits for a slot.</summary>
/// <param name="Fold">Which.</param>
/// <param name="FailedOn">Nodes where an attempt of it failed, each once: it goes to another, if there is one.</param>
public sealed record FoldDemand(FoldId Fold, EquatableList<string> FailedOn)
{
    /// <summary>A fold of a sweep with its history. What was around it says nothing against running it on that node.</summary>
    public static FoldDemand Of(FoldState fold) => new(
        fold.Id,
        fold.Attempts.IsEmpty
            ? []
            : fold.Attempts.Where(a => a.Failure?.IsOfFold() == true).Select(a => a.Slot.Node).Distinct()
                .ToEquatableList());
}
