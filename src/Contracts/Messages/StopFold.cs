using Orchestrator.Contracts.Identifiers;

namespace Orchestrator.Contracts.Messages;

/// <summary>End an attempt at its next checkpoint. It answers as interrupted; when it is over already, nothing happens.</summary>
/// <param name="Sweep">Whose attempt.</param>
/// <param name="Epoch">See <see cref="RunFold.Epoch"/>.</param>
public sealed record StopFold(SlotId Slot, SweepId Sweep, AttemptId Attempt, long Epoch = 0) : WorkerCommand;
