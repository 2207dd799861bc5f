namespace Orchestrator.Coordinator.Sharding;

/// <summary>The holder holds the sweep no more.</summary>
/// <param name="Deposed">Whether somebody else has claimed it; else its actor has failed.</param>
internal sealed record SweepGone(bool Deposed);
