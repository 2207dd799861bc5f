using Orchestrator.Contracts.Identifiers;

namespace Orchestrator.Coordinator.Scheduling;

/// <summary>The node of a granted slot is gone, and what ran there with it.</summary>
public sealed record SlotLost(SlotId Slot);
