namespace Orchestrator.Contracts.Validation;

/// <summary>A problem whose place is not known yet; see <see cref="DefinitionProblem"/>.</summary>
internal sealed record Complaint(string Template, string? Found = null);
