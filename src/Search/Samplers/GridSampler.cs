using System.Numerics;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Constraints;

namespace Orchestrator.Search.Samplers;

/// <summary>Every point of the <see cref="Grid"/> once: trial t is point t, so that parallel and resumed sweeps neither repeat nor forget
/// a point.</summary>
public sealed class GridSampler(SearchSpace space) : ISampler
{
    private readonly Grid grid = new(space);

    /// <inheritdoc cref="Grid.Size" />
    public BigInteger? Size => grid.Size;

    /// <inheritdoc cref="Grid.PointAt" />
    public Configuration? PointAt(BigInteger index) => grid.PointAt(index);

    /// <inheritdoc />
    /// <exception cref="InfeasibleSpaceException">So many values in a row were refused that no further point may be left.</exception>
    public Configuration? Suggest(SuggestionRequest request) => PointAt(request.Trial);
}
