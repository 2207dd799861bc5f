using Orchestrator.Contracts.Collections;

namespace Orchestrator.Contracts.SearchSpaces;

/// <summary>A parameter exists only where its parent exists and has one of these values.</summary>
/// <param name="Parent">Name of a parameter declared earlier in the space.</param>
/// <param name="Values">Values of the parent under which the child exists.</param>
public sealed record Condition(string Parent, EquatableList<ParameterValue> Values);
