using Orchestrator.Contracts.Identifiers;

namespace Orchestrator.Sweeps.Commands;

/// <summary>Lease a fold to a slot.</summary>
public sealed record StartAttempt(FoldId Fold, SlotId Slot, DateTimeOffset At) : SweepCommand(At);
