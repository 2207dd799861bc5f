using Orchestrator.Contracts.Identifiers;

namespace Orchestrator.Contracts.Protocol;

/// <summary>Execute an attempt in a slot; its messages go to the sender.</summary>
public sealed record RunFold(SlotId Slot, FoldAssignment Assignment) : WorkerCommand;
