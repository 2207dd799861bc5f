using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Contracts.Validation;

/// <summary>Whether a configuration lies in a space.</summary>
public static class ConfigurationFit
{
    /// <summary>Why it does not, as a sentence; null = it does.</summary>
    public static string? Objection(SearchSpace space, Configuration configuration)
    {
        foreach (var parameter in space.Parameters.Where(p => SearchSpace.IsActive(p, configuration)))
        {
            if (!configuration.TryGet(parameter.Name, out var value))
            {
                return $"'{parameter.Name}' is missing: a configuration gives every hyper-parameter of the space a value.";
            }
            if (!parameter.Contains(value))
            {
                return $"{FieldRules.Shown(value)} is not a value of '{parameter.Name}' in the space; it is "
                    + $"{ParameterWords.RangeOf(parameter)}.";
            }
        }
        var stray = configuration.Settings.Select(s => s.Name)
            .FirstOrDefault(name => !space.Parameters.Any(p => p.Name == name && SearchSpace.IsActive(p, configuration)));
        return stray is not null ? $"the space has no '{stray}' under these values; leave it out."
            : space.Violated(configuration) is { } violated
                ? $"this configuration breaks the constraint '{violated}', so that it can never be tried."
            : null;
    }
}
