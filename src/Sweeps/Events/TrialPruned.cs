namespace Orchestrator.Sweeps.Events;

/// <summary>A trial was stopped because it was hopeless. Samplers treat it as a failed one.</summary>
/// <param name="Reason">By which figures.</param>
public sealed record TrialPruned(int Trial, string Reason, DateTimeOffset At) : SweepEvent(At);
