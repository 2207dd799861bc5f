using Orchestrator.Contracts.Identifiers;

namespace Orchestrator.Sweeps.Events;

/// <summary>A fold was leased to a slot.</summary>
public sealed record AttemptStarted(AttemptId Attempt, SlotId Slot, DateTimeOffset At) : SweepEvent(At);
