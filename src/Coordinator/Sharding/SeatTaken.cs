namespace Orchestrator.Coordinator.Sharding;

/// <summary>A coordinator has taken the seat. What was held for an earlier one is let go: the new one gives every sweep anew.</summary>
/// <param name="Seat">Its epoch.</param>
internal sealed record SeatTaken(long Seat);
