using Orchestrator.Contracts.Trials;

namespace Orchestrator.Sweeps.Scheduling;

/// <summary>How the attempt in a slot ended, as far as it tells something about the node.</summary>
/// <param name="Failure">Null = it gave a result.</param>
/// <param name="Reason">What happened, in a sentence.</param>
public sealed record SlotOutcome(FailureKind? Failure = null, string Reason = "");
