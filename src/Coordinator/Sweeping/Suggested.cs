using Orchestrator.Contracts.Spaces;

namespace Orchestrator.Coordinator.Sweeping;

/// <summary>A sampler's answer for a trial.</summary>
/// <param name="Configuration">What to try; null = the space is exhausted.</param>
/// <param name="Parent">From whose weights it goes on; null = anew.</param>
public sealed record Suggested(int Trial, Configuration? Configuration, int? Parent = null);
