using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;

namespace Orchestrator.Sweeps.Events;

/// <summary>The sweep began.</summary>
/// <param name="Leakage">What lies on both sides of its splits; null = nobody looked, as in journals of earlier versions.</param>
/// <param name="Submission">What the client calls the submission that asked for it; null = nobody submitted it.</param>
public sealed record SweepPlanned(
    SweepId Sweep, SweepDefinition Definition, string DataFingerprint, DateTimeOffset At, EquatableList<LeakageFinding>? Leakage = null,
    string? Submission = null) : SweepEvent(At);
