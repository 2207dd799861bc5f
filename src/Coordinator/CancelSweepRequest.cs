using Orchestrator.Contracts.Identifiers;

namespace Orchestrator.Coordinator;

/// <summary>A user ends a sweep for good.</summary>
public sealed record CancelSweepRequest(SweepId Sweep, string Reason);
