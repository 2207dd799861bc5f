using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Sweeps.State;

/// <summary>One leased execution.</summary>
/// <param name="EndedAt">Null while the lease is held.</param>
/// <param name="Failure">Null while it runs, and when it gave a result.</param>
/// <param name="Reason">What happened and why the fold was, or was not, tried again.</param>
public sealed record AttemptState(
    AttemptId Id, SlotId Slot, DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt = null, FailureKind? Failure = null, string? Reason = null);
