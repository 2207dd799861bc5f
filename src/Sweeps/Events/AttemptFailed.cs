using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Sweeps.Events;

/// <summary>The attempt that held the lease ended without a result.</summary>
/// <param name="Reason">What happened.</param>
/// <param name="Retry">Whether the fold waits for a further attempt.</param>
/// <param name="Verdict">Why it is, or is not, tried again.</param>
public sealed record AttemptFailed(
    AttemptId Attempt, FailureKind Kind, string Reason, bool Retry, string Verdict, DateTimeOffset At) : SweepEvent(At);
