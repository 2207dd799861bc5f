namespace Orchestrator.Sweeps.Events;

/// <summary>A process has taken the sweep over, and is its owner until the next claim. Whoever claimed before can journal nothing
/// more.</summary>
/// <param name="Epoch">From 1, one more than that of the former owner.</param>
/// <param name="Owner">The process, for people.</param>
public sealed record OwnerClaimed(long Epoch, string Owner, DateTimeOffset At) : SweepEvent(At);
