using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Encoding;

namespace Orchestrator.Sweeps.Figures;

/// <summary>Values of a hyper-parameter, spread over its whole range.</summary>
internal static class ParameterPlaces
{
    /// <summary>Ascending, evenly on the scale of the search: all values where they are few.</summary>
    /// <param name="parameter">Which.</param>
    /// <param name="most">At most so many, choices excepted.</param>
    public static IReadOnlyList<ParameterValue> Of(Parameter parameter, int most = 40)
    {
        var axis = Axis.Of(parameter);
        return axis.Levels is { } levels && (levels <= most || axis.IsCategorical)
            ? [.. Enumerable.Range(0, (int)levels).Select(level => axis.Decode(axis.Coordinate(level)))]
            : [.. Enumerable.Range(0, most).Select(i => axis.Decode(i / (most - 1.0))).Distinct()];
    }
}
