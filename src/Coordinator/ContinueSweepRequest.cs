using Orchestrator.Contracts.Identifiers;

namespace Orchestrator.Coordinator;

/// <summary>A user ends the pause of a sweep.</summary>
public sealed record ContinueSweepRequest(SweepId Sweep, string By, string? Reason);
