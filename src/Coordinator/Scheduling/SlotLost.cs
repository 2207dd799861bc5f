using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Coordinator.Scheduling;

/// <summary>The node of a granted slot is gone, and what ran there with it.</summary>
/// <param name="Kind">Crashed, or interrupted when the node took its leave.</param>
/// <param name="Reason">For the journal.</param>
public sealed record SlotLost(SlotId Slot, FailureKind Kind, string Reason);
