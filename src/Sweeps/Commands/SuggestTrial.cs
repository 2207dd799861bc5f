using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Sweeps.Commands;

/// <summary>A sampler's answer.</summary>
/// <param name="Trial">The trial that was asked for.</param>
/// <param name="Configuration">What to try; null = the space is exhausted.</param>
/// <param name="Parent">The completed trial from whose weights it goes on; null = it starts anew.</param>
public sealed record SuggestTrial(int Trial, Configuration? Configuration, DateTimeOffset At, int? Parent = null) : SweepCommand(At);
