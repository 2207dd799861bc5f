using Orchestrator.Actors;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Sweeps.Scheduling;

namespace Orchestrator.Coordinator.Scheduling;

/// <summary>A slot is the fold's until its sweep says <see cref="SlotReleased"/>.</summary>
public sealed record SlotGranted(Assignment Lease, IActorRef Node)
{
    /// <summary>Which.</summary>
    public SlotId Slot => Lease.Slot;
}
