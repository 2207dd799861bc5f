using Orchestrator.Contracts.Randomness;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Encoding;

namespace Orchestrator.Search.Constraints;

/// <summary>How much of a space its constraints leave.</summary>
/// <param name="Share">Between 0 and 1.</param>
/// <param name="Points">Points that it was found from: drawn ones, or all that there are.</param>
/// <param name="Exact">Whether these are all points of the space.</param>
public sealed record FeasibleShare(double Share, int Points, bool Exact)
{
    /// <summary>Points up to which all are looked at.</summary>
    internal const int MostEnumerated = 20_000;

    private const int Draws = 20_000;

    /// <summary>Of a space: by counting where it is small, else by uniform draws, which are the same every time.</summary>
    public static FeasibleShare Of(SearchSpace space)
    {
        if (!space.IsConstrained)
        {
            return new(1, 0, Exact: true);
        }

        if (space with { Constraints = null } is var whole && FiniteSpace.PointsOf(whole, MostEnumerated) is { } all)
        {
            return new(all.Count(point => space.Violated(point) is null) / (double)all.Count, all.Count, Exact: true);
        }

        var encoding = new SpaceEncoding(space);
        var feasibility = new Feasibility(encoding);
        var random = new RandomStream(SeedSequence.Derive(0, -1, -1, "feasible share"));
        var (kept, point) = (0, new double[space.Count]);
        for (var draw = 0; draw < Draws; draw++)
        {
            for (var i = 0; i < point.Length; i++)
            {
                point[i] = encoding.Axes[i].FromUniform(random.NextDouble());
            }

            if (feasibility.Contains(point))
            {
                kept++;
            }
        }
        return new(kept / (double)Draws, Draws, Exact: false);
    }
}
