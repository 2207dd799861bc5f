using Orchestrator.Contracts.Identifiers;

namespace Orchestrator.GpuNode.Slots;

/// <summary>What goes on in a slot; replaces what it said before.</summary>
/// <param name="Slot">Which.</param>
/// <param name="HasWorker">Whether a worker process lives there, at work or not.</param>
/// <param name="Process">Its id; null = none, or unknown.</param>
/// <param name="IsRunning">Whether a fold is trained.</param>
/// <param name="IsSettled">Whether that has ended an epoch, and so has its full size.</param>
internal sealed record SlotCondition(SlotId Slot, bool HasWorker = false, int? Process = null, bool IsRunning = false,
    bool IsSettled = false);
