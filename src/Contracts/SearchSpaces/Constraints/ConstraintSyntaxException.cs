namespace Orchestrator.Contracts.SearchSpaces.Constraints;

/// <summary>A text is no constraint.</summary>
/// <param name="column">Where it goes wrong, from 1.</param>
/// <param name="message">What was found, and what to write instead.</param>
public sealed class ConstraintSyntaxException(int column, string message) : FormatException(message)
{
    /// <summary>Where it goes wrong, from 1.</summary>
    public int Column { get; } = column;
}
