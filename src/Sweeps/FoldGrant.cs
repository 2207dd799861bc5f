using Orchestrator.Contracts.Identifiers;

namespace Orchestrator.Sweeps;

/// <summary>That a trial got a fold, in a search fold by fold.</summary>
/// <param name="Fold">Which.</param>
/// <param name="Seen">It was decided by the results of grants 0 .. n - 1, which had all ended.</param>
public sealed record FoldGrant(FoldId Fold, int Seen);
