using System.Text.Json.Serialization;
using Orchestrator.Contracts.Collections;

namespace Orchestrator.Contracts.SearchSpaces;

/// <summary>One hyper-parameter of a search space.</summary>
/// <param name="Name">Unique in the space.</param>
/// <param name="Condition">When it exists; null = always.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(FloatParameter), "float")]
[JsonDerivedType(typeof(IntParameter), "int")]
[JsonDerivedType(typeof(CategoricalParameter), "categorical")]
public abstract record Parameter(string Name, Condition? Condition)
{
    /// <summary>Whether <paramref name="value"/> lies in the parameter's range and on its step.</summary>
    public abstract bool Contains(ParameterValue value);
}

/// <summary>A parameter exists only where its parent exists and has one of these values.</summary>
/// <param name="Parent">Name of a parameter declared earlier in the space.</param>
/// <param name="Values">Values of the parent under which the child exists.</param>
public sealed record Condition(string Parent, EquatableList<ParameterValue> Values);
