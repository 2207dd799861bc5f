namespace Orchestrator.Models.Data.Numpy;

/// <summary>The elements of an array are of another kind than its reader needs.</summary>
/// <param name="message">Which they are, and which are needed.</param>
public sealed class ElementTypeException(string message) : Exception(message);
