namespace Orchestrator.Sweeps.Commands;

/// <summary>Become the owner of a sweep; the first thing that is journaled after a recovery.</summary>
/// <param name="Owner">The process, for people.</param>
public sealed record ClaimSweep(string Owner, DateTimeOffset At) : SweepCommand(At);
