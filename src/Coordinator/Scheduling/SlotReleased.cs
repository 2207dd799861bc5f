using Orchestrator.Contracts.Identifiers;

namespace Orchestrator.Coordinator.Scheduling;

/// <summary>A sweep needs the slot no more.</summary>
public sealed record SlotReleased(SlotId Slot);
