using Orchestrator.Contracts.Identifiers;

namespace Orchestrator.Contracts.Protocol;

/// <summary>End an attempt at its next checkpoint. It answers as interrupted; when it is over already, nothing happens.</summary>
public sealed record StopFold(SlotId Slot, AttemptId Attempt) : WorkerCommand;
