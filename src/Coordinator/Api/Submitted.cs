using Orchestrator.Contracts.Identifiers;

namespace Orchestrator.Coordinator.Api;

/// <summary>The answer to a submission: the sweep has begun.</summary>
public sealed record Submitted(SweepId Sweep);
