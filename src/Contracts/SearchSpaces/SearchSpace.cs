using System.Text.Json.Serialization;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.SearchSpaces.Constraints;

namespace Orchestrator.Contracts.SearchSpaces;

/// <summary>The hyper-parameters of a sweep, in declared order. A condition's parent stands before its child.</summary>
/// <param name="Parameters">The hyper-parameters.</param>
/// <param name="Constraints">What every configuration meets besides; null or empty = nothing.</param>
public sealed record SearchSpace(EquatableList<Parameter> Parameters, EquatableList<Constraint>? Constraints = null)
{
    /// <summary>Number of parameters, conditional ones included.</summary>
    [JsonIgnore] public int Count => Parameters.Count;

    /// <summary>Whether some combinations of values are ruled out.</summary>
    [JsonIgnore] public bool IsConstrained => Constraints is { Count: > 0 };

    /// <summary>The parameter of that name.</summary>
    /// <exception cref="KeyNotFoundException">No parameter has that name.</exception>
    public Parameter this[string name] =>
        Parameters.FirstOrDefault(p => p.Name == name) ?? throw new KeyNotFoundException($"The space has no parameter '{name}'.");

    /// <summary>Whether <paramref name="parameter"/> exists under the values chosen so far.</summary>
    public static bool IsActive(Parameter parameter, Configuration chosen) =>
        parameter.Condition is not { } condition
        || (chosen.TryGet(condition.Parent, out var value) && condition.Values.Contains(value));

    /// <summary>Whether <paramref name="configuration"/> gives every active parameter a value in range, nothing else, and meets the
    /// constraints.</summary>
    public bool Contains(Configuration configuration)
    {
        var active = 0;
        foreach (var parameter in Parameters)
        {
            if (!IsActive(parameter, configuration))
            {
                continue;
            }

            if (!configuration.TryGet(parameter.Name, out var value) || !parameter.Contains(value))
            {
                return false;
            }

            active++;
        }
        return active == configuration.Count && Violated(configuration) is null;
    }

    /// <summary>The first constraint that these settings break, be they all or only the first few; null when they break none.</summary>
    public Constraint? Violated(Configuration configuration)
    {
        if (!IsConstrained)
        {
            return null;
        }

        foreach (var constraint in Constraints!)
        {
            if (!constraint.Holds(configuration))
            {
                return constraint;
            }
        }

        return null;
    }

    /// <summary>How far a configuration is from meeting all constraints, each in its own measure: 0 = it does.</summary>
    public double Shortfall(Configuration configuration) => Constraints?.Sum(constraint => constraint.Shortfall(configuration)) ?? 0;
}
