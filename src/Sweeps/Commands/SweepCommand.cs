namespace Orchestrator.Sweeps.Commands;

/// <summary>A wish, to be turned into events by <see cref="SweepDecider"/>. Time and values arrive in it.</summary>
/// <param name="At">When, by the sender's clock.</param>
public abstract record SweepCommand(DateTimeOffset At);
