namespace Orchestrator.Contracts.SearchSpaces.Constraints;

/// <summary>A part of a constraint that does not fit the space.</summary>
/// <param name="Column">Where it stands in the constraint's text, from 1.</param>
/// <param name="Message">What is wrong and what is allowed.</param>
/// <param name="Word">The word that nobody knows; null when that is not the trouble.</param>
/// <param name="Allowed">The words that may stand in its place.</param>
public sealed record ConstraintFault(int Column, string Message, string? Word = null, IReadOnlyList<string>? Allowed = null);
