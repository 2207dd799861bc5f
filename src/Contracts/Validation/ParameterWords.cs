using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Contracts.Validation;

/// <summary>Parameters in words.</summary>
public static class ParameterWords
{
    /// <summary>The values of a parameter: <c>an integer from 1 to 4096</c>.</summary>
    public static string RangeOf(Parameter parameter) => parameter switch
    {
        IntParameter { Step: > 1 } p => FormattableString.Invariant($"an integer from {p.Low} to {p.High} in steps of {p.Step}"),
        IntParameter p => FormattableString.Invariant($"an integer from {p.Low} to {p.High}"),
        FloatParameter p => FormattableString.Invariant($"a number from {p.Low:R} to {p.High:R}"),
        CategoricalParameter p => "one of " + string.Join(", ", p.Choices),
        _ => throw new NotSupportedException(parameter.GetType().Name),
    };
}
