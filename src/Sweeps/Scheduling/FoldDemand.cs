using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Sweeps.Scheduling;

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
