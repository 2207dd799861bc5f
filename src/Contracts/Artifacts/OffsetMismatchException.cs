namespace Orchestrator.Contracts.Artifacts;

/// <summary>An upload goes on elsewhere than what has come ends.</summary>
/// <param name="asked">Where it goes on.</param>
/// <param name="actual">Bytes that have come.</param>
public sealed class OffsetMismatchException(long asked, long actual)
    : Exception($"{actual} bytes have come, and what was sent goes on at {asked}.")
{
    /// <summary>Bytes that have come.</summary>
    public long Actual { get; } = actual;
}
