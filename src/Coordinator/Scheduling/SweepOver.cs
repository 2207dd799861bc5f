using Orchestrator.Contracts.Identifiers;

namespace Orchestrator.Coordinator.Scheduling;

/// <summary>A sweep has ended and holds nothing.</summary>
public sealed record SweepOver(SweepId Sweep);
