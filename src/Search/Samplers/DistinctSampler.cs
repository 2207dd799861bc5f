using System.Numerics;
using Orchestrator.Contracts.Randomness;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Constraints;
using Orchestrator.Search.Encoding;

namespace Orchestrator.Search.Samplers;

/// <summary>
/// A sampler that never suggests a configuration twice where the space has an end: in place of a repeat comes another one that nobody has
/// tried, and after the last of them nothing.
/// </summary>
/// <remarks>
/// In a space with a continuous parameter the inner sampler is asked and nothing else. What counts as tried is the request's
/// configurations, so that the answer is a function of the request, as the inner sampler's is.
/// </remarks>
internal sealed class DistinctSampler : ISampler
{
    /// <summary>Draws before the points are gone through one by one.</summary>
    private const int Draws = 512;

    /// <summary>Points that are gone through; where there are more, a repeat is let pass rather than looked for.</summary>
    private const int MostWalked = 1_000_000;

    private readonly ISampler inner;
    private readonly SpaceEncoding encoding;
    private readonly Feasibility feasibility;
    private readonly GridSampler? points;
    private readonly ulong seed;
    private readonly bool nearby;

    /// <param name="inner">Who suggests.</param>
    /// <param name="space">What it chooses from.</param>
    /// <param name="seed">The sweep's seed.</param>
    /// <param name="nearby">Whether a repeat is replaced by a point near it, since the inner sampler has a reason for it; else by
    /// any.</param>
    public DistinctSampler(ISampler inner, SearchSpace space, ulong seed, bool nearby)
    {
        (this.inner, this.seed, this.nearby) = (inner, seed, nearby);
        encoding = new SpaceEncoding(space);
        feasibility = new Feasibility(encoding);
        points = encoding.Axes.All(axis => axis.Levels is not null || axis.IsPoint)
            ? new GridSampler(space with { Constraints = null }) : null;
    }

    /// <inheritdoc />
    public Configuration? Suggest(SuggestionRequest request)
    {
        if (inner.Suggest(request) is not { } suggested)
        {
            return null;
        }

        if (points is null)
        {
            return suggested;
        }

        var tried = request.Observed.Where(o => o.Trial >= 0).Select(o => o.Configuration).Concat(request.Pending).ToHashSet();
        return tried.Contains(suggested) ? Untried(suggested, tried, request.Trial) : suggested;
    }

    private Configuration? Untried(Configuration repeated, HashSet<Configuration> tried, int trial)
    {
        var random = new RandomStream(SeedSequence.Derive(seed, trial, -1, "untried"));
        var smallSpace = points!.Size <= tried.Count * 4L; // draws would mostly repeat
        if (nearby && !smallSpace && feasibility.Near(encoding.Encode(repeated), point => !tried.Contains(encoding.Decode(point)), random)
            is { } near)
        {
            return encoding.Decode(near);
        }

        for (var draw = 0; draw < Draws && !smallSpace; draw++)
        {
            if (encoding.Decode(feasibility.Draw(random)) is var drawn && !tried.Contains(drawn))
            {
                return drawn;
            }
        }

        return Walk(tried, random, repeated);
    }

    /// <summary>The first untried point from a random one on; null where there is none.</summary>
    private Configuration? Walk(HashSet<Configuration> tried, RandomStream random, Configuration repeated)
    {
        var size = points!.Size!.Value;
        var start = new BigInteger(random.NextDouble() * (double)size) % size;
        for (var step = 0; step < size; step++)
        {
            if (step == MostWalked)
            {
                return repeated;
            }

            var point = points.PointAt((start + step) % size)!;
            if (!tried.Contains(point) && encoding.Space.Violated(point) is null)
            {
                return point;
            }
        }

        return null;
    }
}
