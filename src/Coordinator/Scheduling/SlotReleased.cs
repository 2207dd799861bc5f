using Orchestrator.Sweeps.Scheduling;

namespace Orchestrator.Coordinator.Scheduling;

/// <summary>A sweep needs the slot no more.</summary>
/// <param name="Lease">As it was granted.</param>
/// <param name="Outcome">How the attempt ended; null = there was none.</param>
public sealed record SlotReleased(Assignment Lease, SlotOutcome? Outcome = null);
