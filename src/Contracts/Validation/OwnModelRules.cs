using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Contracts.Validation;

/// <summary>What the parts of a definition say together where the model is the user's own, and nobody knows its hyper-parameters.</summary>
internal static class OwnModelRules
{
    /// <summary>All that does not fit; empty = nothing.</summary>
    public static IEnumerable<DefinitionProblem> Problems(SweepDefinition definition)
    {
        foreach (var (i, parameter) in definition.Space.Parameters.Index())
        {
            if (definition.Model.Fixed.TryGet(parameter.Name, out _))
            {
                yield return new($"space.parameters[{i}].name",
                    $"'{parameter.Name}' is searched here and fixed under 'model'; leave one of them out.");
            }
        }

        foreach (var (i, objective) in definition.Objectives.Index())
        {
            if (definition.Objectives.Take(i).Any(known => known.Metric == objective.Metric))
            {
                yield return new(i == 0 ? "objective" : $"furtherObjectives[{i - 1}]", $"'{objective.Metric}' is an objective already.");
            }
        }
    }
}
