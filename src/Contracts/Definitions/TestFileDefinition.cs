namespace Orchestrator.Contracts.Definitions;

/// <summary>A held-out test set in a file of its own, in the format of the data.</summary>
/// <param name="Path">Absolute path of the file.</param>
/// <param name="Key">As the data's key; null = the same.</param>
public sealed record TestFileDefinition(string Path, string? Key = null);
