using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Sweeps.Events;

/// <summary>The attempt that held the lease gave a result: the fold is done.</summary>
public sealed record AttemptCompleted(AttemptId Attempt, FoldResult Result, DateTimeOffset At) : SweepEvent(At);
