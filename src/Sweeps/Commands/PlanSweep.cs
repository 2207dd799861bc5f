using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;

namespace Orchestrator.Sweeps.Commands;

/// <summary>Begin a sweep.</summary>
/// <param name="DataFingerprint">SHA-256 of the data's content, lower-case hex: a resumed sweep must train on the same rows.</param>
/// <param name="Leakage">What lies on both sides of its splits; null = nobody looked.</param>
/// <param name="Submission">What the client calls the submission that asks for it; null = nobody submitted it.</param>
public sealed record PlanSweep(
    SweepId Sweep, SweepDefinition Definition, string DataFingerprint, DateTimeOffset At, EquatableList<LeakageFinding>? Leakage = null,
    string? Submission = null) : SweepCommand(At);
