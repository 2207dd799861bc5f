using Orchestrator.Contracts.Identifiers;

namespace Orchestrator.Contracts.Messages;

/// <summary>An attempt that a node has in hand: it runs, or will as soon as its predecessor in the slot has stopped.</summary>
/// <param name="Slot">Where.</param>
public sealed record HeldLease(SlotId Slot, SweepId Sweep, AttemptId Attempt);
