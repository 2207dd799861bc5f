using Akka.Actor;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;

namespace Orchestrator.GpuNode.Slots;

/// <summary>What goes on in a slot; replaces what it said before.</summary>
/// <param name="Slot">Which.</param>
/// <param name="HasWorker">Whether a worker process lives there, at work or not.</param>
/// <param name="Process">Its id; null = none, or unknown.</param>
/// <param name="IsRunning">Whether a fold is trained.</param>
/// <param name="IsSettled">Whether that has ended an epoch, and so has its full size.</param>
internal sealed record SlotCondition(SlotId Slot, bool HasWorker = false, int? Process = null, bool IsRunning = false,
    bool IsSettled = false);

/// <summary>The slot is offered no more: end its worker, which holds memory, as soon as no fold runs there.</summary>
internal sealed record ReleaseIdleWorker;

/// <summary>Stop what runs at its checkpoint, take nothing more, and answer <see cref="SlotShutDown"/>.</summary>
public sealed record ShutDownSlot;

/// <summary>Nothing runs any more, and nothing will.</summary>
public sealed record SlotShutDown;

/// <summary>A slot asks what is to be made of a fold that ran out of memory.</summary>
/// <param name="Slot">Which.</param>
/// <param name="Failure">What it would report.</param>
/// <param name="Requester">To whom.</param>
internal sealed record WorkerOutOfMemory(SlotId Slot, FoldFailed Failure, IActorRef Requester);
