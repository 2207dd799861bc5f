using FluentValidation.Results;
using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Contracts.Validation;

/// <summary>
/// Whether a sweep definition can be planned and run, whoever wrote it: a sweep file, a client of the API, a plug-in. What passes makes no
/// decider, sampler, pruner or scheduler throw. Whether its data is there and fits, only those tell who read it.
/// </summary>
/// <remarks>First every field by itself, then what fields say together, as far as those parts are right: one mistake gives one
/// problem.</remarks>
public sealed class SweepDefinitionValidator
{
    private readonly DefinitionVocabulary vocabulary;
    private readonly PartsValidator parts;

    /// <param name="vocabulary">What registries know.</param>
    public SweepDefinitionValidator(DefinitionVocabulary vocabulary) =>
        (this.vocabulary, parts) = (vocabulary, new PartsValidator(vocabulary));

    /// <summary>All that is wrong; empty = nothing.</summary>
    public IReadOnlyList<DefinitionProblem> Problems(SweepDefinition definition)
    {
        var fields = parts.Validate(definition).Errors.Select(Told).Distinct().ToList();
        return [.. fields, .. new Coherence(definition, vocabulary, IsSound).Problems()];

        bool IsSound(string part) => !fields.Exists(problem => IsWithin(problem.Path, part) || IsWithin(part, problem.Path));
    }

    private static bool IsWithin(string path, string part) =>
        path.StartsWith(part, StringComparison.Ordinal) && (path.Length == part.Length || path[part.Length] is '.' or '[');

    private static DefinitionProblem Told(ValidationFailure failure)
    {
        var complaint = failure.CustomState as Complaint ?? new Complaint(failure.ErrorMessage);
        return new DefinitionProblem(InJson(failure.PropertyName), complaint.Template, complaint.Found);
    }

    // Search.Pruning.FirstRung is search.pruning.firstRung in JSON.
    private static string InJson(string property) =>
        string.Join('.', property.Split('.').Select(part => part.Length == 0 ? part : char.ToLowerInvariant(part[0]) + part[1..]));
}
