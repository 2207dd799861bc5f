using Orchestrator.Contracts.Identifiers;

namespace Orchestrator.Contracts.Messages;

/// <summary>Execute an attempt in a slot; its messages go to the sender.</summary>
/// <param name="Epoch">
/// Of the sweep's owner, which journals a higher one each time that the sweep is recovered. A node heeds no order of a lower epoch than it
/// has seen:
/// it comes from a coordinator that does not know yet that it was succeeded. 0 = not checked.
/// </param>
public sealed record RunFold(SlotId Slot, FoldAssignment Assignment, long Epoch = 0) : WorkerCommand;
