using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Sweeps.Scheduling;

/// <summary>A slot is given to a fold.</summary>
public sealed record Assignment(SlotId Slot, SweepId Sweep, FoldId Fold);

/// <summary>How the attempt in a slot ended, as far as it tells something about the node.</summary>
/// <param name="Failure">Null = it gave a result.</param>
/// <param name="Reason">What happened, in a sentence.</param>
public sealed record SlotOutcome(FailureKind? Failure = null, string Reason = "")
{
    /// <summary>What the failure of an attempt tells; null = nothing: it may lie in the code that the sweep has brought along, for which
    /// other sweeps shall not lose the node.</summary>
    public static SlotOutcome? Of(SweepDefinition definition, FoldFailed failed) =>
        (failed.OfTrainer || definition.Plugins is { Count: > 0 }) && failed.Kind is (FailureKind.Error or FailureKind.Crashed)
            ? null : new(failed.Kind, failed.Reason);
}

/// <summary>A node gets nothing more for a while.</summary>
/// <param name="Node">Which.</param>
/// <param name="Reason">Why, in a sentence.</param>
public sealed record Exclusion(string Node, string Reason);
