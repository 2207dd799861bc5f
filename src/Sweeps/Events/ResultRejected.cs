using Orchestrator.Contracts.Identifiers;

namespace Orchestrator.Sweeps.Events;

/// <summary>A report came from an attempt that holds no lease, and changed nothing.</summary>
public sealed record ResultRejected(AttemptId Attempt, string Reason, DateTimeOffset At) : SweepEvent(At);
