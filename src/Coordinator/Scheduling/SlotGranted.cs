using Orchestrator.Actors;
using Orchestrator.Contracts.Identifiers;

namespace Orchestrator.Coordinator.Scheduling;

/// <summary>A slot is the sweep's until it says <see cref="SlotReleased"/>.</summary>
public sealed record SlotGranted(SlotId Slot, IActorRef Node);
