using System.Text.Json.Serialization;
using Orchestrator.Contracts.Collections;

namespace Orchestrator.Contracts.Spaces;

/// <summary>The hyper-parameters of a sweep, in declared order. A condition's parent stands before its child.</summary>
public sealed record SearchSpace(EquatableList<Parameter> Parameters)
{
    /// <summary>Number of parameters, conditional ones included.</summary>
    [JsonIgnore] public int Count => Parameters.Count;

    /// <summary>The parameter of that name.</summary>
    /// <exception cref="KeyNotFoundException">No parameter has that name.</exception>
    public Parameter this[string name] =>
        Parameters.FirstOrDefault(p => p.Name == name) ?? throw new KeyNotFoundException($"The space has no parameter '{name}'.");

    /// <summary>Whether <paramref name="parameter"/> exists under the values chosen so far.</summary>
    public static bool IsActive(Parameter parameter, Configuration chosen) =>
        parameter.Condition is not { } condition
        || (chosen.TryGet(condition.Parent, out var value) && condition.Values.Contains(value));

    /// <summary>Whether <paramref name="configuration"/> gives every active parameter a value in range, and nothing else.</summary>
    public bool Contains(Configuration configuration)
    {
        var active = 0;
        foreach (var parameter in Parameters)
        {
            if (!IsActive(parameter, configuration)) continue;
            if (!configuration.TryGet(parameter.Name, out var value) || !parameter.Contains(value)) return false;
            active++;
        }
        return active == configuration.Count;
    }
}
