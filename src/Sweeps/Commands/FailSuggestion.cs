namespace Orchestrator.Sweeps.Commands;

/// <summary>The sampler could not make a suggestion: the search ends with what it has.</summary>
/// <param name="Trial">Which trial was to be suggested.</param>
/// <param name="Reason">What the sampler said, a sentence.</param>
public sealed record FailSuggestion(int Trial, string Reason, DateTimeOffset At) : SweepCommand(At);
