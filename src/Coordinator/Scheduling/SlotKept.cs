using Orchestrator.Sweeps.Scheduling;

namespace Orchestrator.Coordinator.Scheduling;

/// <summary>A slot of a node that is about to join is at work for the sender already, until it says <see cref="SlotReleased"/>.</summary>
public sealed record SlotKept(Assignment Lease);
