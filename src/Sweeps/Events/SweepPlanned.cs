using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Sweeps;

namespace Orchestrator.Sweeps.Events;

/// <summary>The sweep began.</summary>
public sealed record SweepPlanned(SweepId Sweep, SweepDefinition Definition, string DataFingerprint, DateTimeOffset At) : SweepEvent(At);
