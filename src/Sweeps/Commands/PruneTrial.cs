namespace Orchestrator.Sweeps.Commands;

/// <summary>A pruner's verdict: the trial is not worth going on with.</summary>
/// <param name="Reason">The figures that decided.</param>
public sealed record PruneTrial(int Trial, string Reason, DateTimeOffset At) : SweepCommand(At);
