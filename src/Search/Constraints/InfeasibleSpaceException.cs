using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Search.Constraints;

/// <summary>No point was found that meets a space's constraints.</summary>
/// <param name="space">The space.</param>
/// <param name="drawn">How many points were drawn.</param>
public sealed class InfeasibleSpaceException(SearchSpace space, int drawn) : InvalidOperationException(
    string.Create(System.Globalization.CultureInfo.InvariantCulture, $"None of {drawn:N0} points that were looked at meets ")
    + $"{(space.Constraints!.Count == 1 ? "the constraint" : "all the constraints")} '{string.Join("', '", space.Constraints)}'. Loosen "
    + $"them, or the ranges of the parameters.")
{
    /// <summary>How many points were drawn.</summary>
    public int Drawn { get; } = drawn;
}
