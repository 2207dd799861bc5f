namespace Orchestrator.Sweeps.Events;

/// <summary>The search ends before all its trials have run, as its definition asks.</summary>
/// <param name="Trials">How many there are.</param>
/// <param name="Reason">Which limit was reached, with the figures.</param>
public sealed record SearchStopped(int Trials, string Reason, DateTimeOffset At) : SweepEvent(At);
