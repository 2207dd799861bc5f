using Orchestrator.Contracts.Identifiers;

namespace Orchestrator.Coordinator;

/// <summary>Bring a sweep to life: a new one, which then awaits its plan, or one that the journal knows, which goes on.</summary>
public sealed record TakeUpSweep(SweepId Sweep);
