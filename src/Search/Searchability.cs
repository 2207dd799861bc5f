using System.Globalization;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Randomness;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Constraints;
using Orchestrator.Search.Encoding;

namespace Orchestrator.Search;

/// <summary>Whether constraints leave enough of a space for a search to begin.</summary>
public static class Searchability
{
    /// <summary>Points of a narrow space that have to be found before a search over it may begin.</summary>
    private const int Trials = 4;

    /// <summary>Why a search cannot begin, with a cure; null = it can.</summary>
    public static string? Objection(SearchDefinition search, SearchSpace space)
    {
        if (!space.IsConstrained)
        {
            return null;
        }
        var found = FeasibleShare.Of(space);
        if (found is { Share: 0, Exact: true })
        {
            return $"no configuration meets all of these: the space has {found.Points} points, and none does. Loosen a constraint, or the "
                + "ranges in 'space'.";
        }
        if (search.Algorithm is SamplerRegistry.Grid or SamplerRegistry.Restarts)
        {
            return Walked(space);
        }
        return found.Exact || found.Share >= Feasibility.LeastShare || CanBeFound(space) ? null
            : string.Create(CultureInfo.InvariantCulture,
                $"no configuration was found that meets all of these: of {found.Points} points drawn {found.Share * found.Points:0} did, "
                + $"and moves from random points towards what is asked ended without one. There may be some all the same. Loosen a "
                + $"constraint, "
                + $"or narrow the ranges in 'space' to where the constraints hold; of two real parameters '==' holds in hardly any point.");
    }

    private static bool CanBeFound(SearchSpace space)
    {
        var feasibility = new Feasibility(new SpaceEncoding(space));
        var random = new RandomStream(SeedSequence.Derive(0, -1, -1, "searchability"));
        try
        {
            for (var trial = 0; trial < Trials; trial++)
            {
                feasibility.Draw(random);
            }

            return true;
        }
        catch (InfeasibleSpaceException)
        {
            return false;
        }
    }

    private static string? Walked(SearchSpace space)
    {
        try
        {
            return new Grid(space).PointAt(0) is null
                ? "no point of the grid meets all of these. Loosen a constraint, or the ranges in 'space'." : null;
        }
        catch (InfeasibleSpaceException e)
        {
            return e.Message;
        }
    }
}
