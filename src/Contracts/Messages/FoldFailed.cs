using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Contracts.Messages;

/// <summary>The attempt ended without a result.</summary>
/// <param name="Reason">For the journal: what happened, in a sentence.</param>
public sealed record FoldFailed(SweepId Sweep, AttemptId Attempt, FailureKind Kind, string Reason) : WorkerMessage(Sweep, Attempt);
