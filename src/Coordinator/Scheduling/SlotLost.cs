using Orchestrator.Contracts.Trials;
using Orchestrator.Sweeps.Scheduling;

namespace Orchestrator.Coordinator.Scheduling;

/// <summary>The node of a granted slot is gone, and what ran there with it.</summary>
/// <param name="Lease">As it was granted.</param>
/// <param name="Kind">Crashed, or interrupted when the node took its leave.</param>
/// <param name="Reason">For the journal.</param>
public sealed record SlotLost(Assignment Lease, FailureKind Kind, string Reason);
