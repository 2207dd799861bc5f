using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Encoding;

namespace Orchestrator.Search.Constraints;

/// <summary>Spaces whose points can be written down.</summary>
internal static class FiniteSpace
{
    /// <summary>All points, constraints aside; null where a parameter is continuous or there are more than
    /// <paramref name="most"/>.</summary>
    public static IReadOnlyList<Configuration>? PointsOf(SearchSpace space, int most)
    {
        if (space.Parameters.Select(Axis.Of).Any(axis => axis.Levels is null && !axis.IsPoint))
        {
            return null;
        }

        var grid = new Grid(space with { Constraints = null });
        return grid.Size > most ? null : [.. Enumerable.Range(0, (int)grid.Size!.Value).Select(index => grid.PointAt(index)!)];
    }
}
