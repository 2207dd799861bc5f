using Orchestrator.Contracts.Collections;

namespace Orchestrator.Contracts.SearchSpaces;

/// <summary>A hyper-parameter that is one of a list of unordered choices.</summary>
/// <param name="Choices">At least one, all different.</param>
public sealed record CategoricalParameter(string Name, EquatableList<string> Choices, Condition? Condition = null)
    : Parameter(Name, Condition)
{
    /// <inheritdoc />
    public override bool Contains(ParameterValue value) => value.IsText && Choices.Contains(value.Text!);
}
