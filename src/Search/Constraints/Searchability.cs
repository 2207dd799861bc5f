using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Samplers;

namespace Orchestrator.Search.Constraints;

/// <summary>Whether constraints leave enough of a space for a search to begin.</summary>
public static class Searchability
{
    /// <summary>
    /// The least share that draws are sure to hit: 100,000 of them miss a share of 5e-4 with a probability of 2e-22, and a tenth of it with
    /// less than one in a hundred.
    /// </summary>
    public const double LeastShare = 5e-4;

    /// <summary>Why a search cannot begin, with a cure; null = it can.</summary>
    public static string? Objection(SearchDefinition search, SearchSpace space)
    {
        if (!space.IsConstrained)
        {
            return null;
        }
        var found = FeasibleShare.Of(space);
        if (found.Share == 0)
        {
            var looked = found.Exact
                ? $"the space has {found.Points} points, and none does" : $"{found.Points} points were drawn, and none did";
            return $"no configuration meets all of these: {looked}. Loosen a constraint, or the ranges in 'space'.";
        }
        if (search.Algorithm == SamplerRegistry.Grid)
        {
            return Walked(space);
        }
        return found.Exact || found.Share >= LeastShare ? null : string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"these leave about {found.Share:R} of the space, less than {LeastShare:R}: a search would look for a configuration in "
                + $"vain. Narrow the ranges in 'space' to where the constraints hold.");
    }

    private static string? Walked(SearchSpace space)
    {
        try
        {
            return new GridSampler(space).PointAt(0) is null
                ? "no point of the grid meets all of these. Loosen a constraint, or the ranges in 'space'." : null;
        }
        catch (InfeasibleSpaceException e)
        {
            return e.Message;
        }
    }
}
