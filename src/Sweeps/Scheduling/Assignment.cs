using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Sweeps.Scheduling;

/// <summary>A slot is given to a fold.</summary>
public sealed record Assignment(SlotId Slot, SweepId Sweep, FoldId Fold);

/// <summary>How the attempt in a slot ended, as far as it tells something about the node.</summary>
/// <param name="Failure">Null = it gave a result.</param>
/// <param name="Reason">What happened, in a sentence.</param>
public sealed record SlotOutcome(FailureKind? Failure = null, string Reason = "");

/// <summary>A node gets nothing more for a while.</summary>
/// <param name="Node">Which.</param>
/// <param name="Reason">Why, in a sentence.</param>
public sealed record Exclusion(string Node, string Reason);
