using Orchestrator.Contracts.Spaces;

namespace Orchestrator.Sweeps.Commands;

/// <summary>A sampler's answer.</summary>
/// <param name="Trial">The trial that was asked for.</param>
/// <param name="Configuration">What to try; null = the space is exhausted.</param>
public sealed record SuggestTrial(int Trial, Configuration? Configuration, DateTimeOffset At) : SweepCommand(At);
