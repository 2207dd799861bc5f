using Orchestrator.Contracts.Spaces;

namespace Orchestrator.Coordinator.Sweeping;

/// <summary>A sampler's answer for a trial; null = the space is exhausted.</summary>
public sealed record Suggested(int Trial, Configuration? Configuration);
