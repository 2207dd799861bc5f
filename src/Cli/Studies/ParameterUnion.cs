using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Cli.Studies;

/// <summary>The parameter whose range holds those of two.</summary>
internal static class ParameterUnion
{
    /// <summary>Null when they are of different kinds.</summary>
    public static Parameter? Of(Parameter one, Parameter other) => (one, other) switch
    {
        (FloatParameter a, FloatParameter b) => a with
        {
            Low = Math.Min(a.Low, b.Low),
            High = Math.Max(a.High, b.High),
            Log = a.Log && b.Log,
            Step = a.Step == b.Step && a.Low == b.Low ? a.Step : null,
        },
        (IntParameter a, IntParameter b) => a with
        {
            Low = Math.Min(a.Low, b.Low),
            High = Math.Max(a.High, b.High),
            Log = a.Log && b.Log,
            Step = a.Step == b.Step && a.Low == b.Low ? a.Step : 1,
        },
        (CategoricalParameter a, CategoricalParameter b) => a with { Choices = a.Choices.Union(b.Choices).ToEquatableList() },
        _ => null,
    };
}
