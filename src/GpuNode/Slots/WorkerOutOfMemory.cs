using Akka.Actor;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;

namespace Orchestrator.GpuNode.Slots;

/// <summary>A slot asks what is to be made of a fold that ran out of memory.</summary>
/// <param name="Slot">Which.</param>
/// <param name="Failure">What it would report.</param>
/// <param name="Requester">To whom.</param>
internal sealed record WorkerOutOfMemory(SlotId Slot, FoldFailed Failure, IActorRef Requester);
