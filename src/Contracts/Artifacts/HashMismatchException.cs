namespace Orchestrator.Contracts.Artifacts;

/// <summary>Content is not what its name says: it was damaged on its way, or changed at its source.</summary>
/// <param name="what">The content, for people.</param>
/// <param name="expected">The hash that was promised.</param>
/// <param name="actual">The hash that came.</param>
public sealed class HashMismatchException(string what, string expected, string actual)
    : Exception($"{what} has the SHA-256 {actual}, where {expected} is expected.")
{
    /// <summary>The hash that was promised.</summary>
    public string Expected { get; } = expected;

    /// <summary>The hash that came.</summary>
    public string Actual { get; } = actual;
}
