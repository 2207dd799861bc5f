namespace Orchestrator.Coordinator.Sharding;

/// <summary>A stretch of time in which one coordinator holds a sweep. What belongs to an earlier one is void.</summary>
/// <param name="Seat">Whoever has the seat gives it: the seat's epoch in the journal, larger at each change of it.</param>
/// <param name="Number">Counts the tenures that the seat has given for this sweep, from 1.</param>
public readonly record struct Tenure(long Seat, long Number) : IComparable<Tenure>
{
    /// <inheritdoc />
    public int CompareTo(Tenure other) => Seat != other.Seat ? Seat.CompareTo(other.Seat) : Number.CompareTo(other.Number);
}
