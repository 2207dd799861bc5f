using Orchestrator.Contracts.Identifiers;

namespace Orchestrator.Sweeps.Scheduling;

/// <summary>A slot is given to a fold.</summary>
public sealed record Assignment(SlotId Slot, SweepId Sweep, FoldId Fold);
