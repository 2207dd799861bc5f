using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Sweeps.Commands;

/// <summary>An attempt ended without a result.</summary>
public sealed record FailAttempt(AttemptId Attempt, FailureKind Kind, string Reason, DateTimeOffset At) : SweepCommand(At);
