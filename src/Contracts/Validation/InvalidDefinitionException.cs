namespace Orchestrator.Contracts.Validation;

/// <summary>A sweep cannot be run as it is defined.</summary>
public sealed class InvalidDefinitionException(IReadOnlyList<DefinitionProblem> problems) : Exception(string.Join(' ', problems))
{
    /// <summary>All that is wrong.</summary>
    public IReadOnlyList<DefinitionProblem> Problems { get; } = problems;
}
