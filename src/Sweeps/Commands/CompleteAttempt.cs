using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Sweeps.Commands;

/// <summary>An attempt reports its result.</summary>
public sealed record CompleteAttempt(AttemptId Attempt, FoldResult Result, DateTimeOffset At) : SweepCommand(At);
