using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Contracts.Messages;

/// <summary>The fold is trained.</summary>
public sealed record FoldCompleted(SweepId Sweep, AttemptId Attempt, FoldResult Result) : WorkerMessage(Sweep, Attempt);
