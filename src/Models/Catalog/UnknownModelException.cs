namespace Orchestrator.Models.Catalog;

/// <summary>No model has that name.</summary>
public sealed class UnknownModelException(string name, IEnumerable<string> known)
    : KeyNotFoundException(
        $"There is no model '{name}'; there are {string.Join(", ", known)}. That of a plug-in is there with --plugins DIR.");
