namespace Orchestrator.Contracts.Validation;

/// <summary>A sweep cannot be run as it is defined.</summary>
public sealed class InvalidDefinitionException(IReadOnlyList<DefinitionProblem> problems) : Exception(string.Join(' ', problems))
{
    /// <summary>All that is wrong.</summary>
    public IReadOnlyList<DefinitionProblem> Problems { get; } = problems;
}

/// <summary>A problem whose place is not known yet; see <see cref="DefinitionProblem"/>.</summary>
internal sealed record Complaint(string Template, string? Found = null);
