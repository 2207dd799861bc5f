using Orchestrator.Contracts.Randomness;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Constraints;
using Orchestrator.Search.Encoding;
using Orchestrator.Search.Surrogates;

namespace Orchestrator.Search.Samplers;

/// <summary>
/// The tree-structured Parzen estimator: of many draws from the density of good trials, the one at which that density exceeds the
/// density of the other trials most. Parameters are drawn together, so that their interactions count.
/// </summary>
/// <remarks>
/// Bergstra, Bardenet, Bengio and Kegl, "Algorithms for hyper-parameter optimization", NIPS 2011, section 4, with the multivariate
/// kernels of BOHB. Pending trials count among the others (the constant liar), which keeps parallel suggestions apart.
/// </remarks>
public sealed class TpeSampler : ISampler
{
    private const int InitialTrials = 10;
    private const int Candidates = 32;
    private const int MostGood = 25;

    /// <summary>Draws that may break a constraint before the last one is repaired.</summary>
    private const int Redraws = 64;

    private readonly SpaceEncoding encoding;
    private readonly Feasibility feasibility;
    private readonly SobolSampler design;
    private readonly PointMemory memory;
    private readonly ulong seed;

    /// <summary>A sampler of <paramref name="space"/>.</summary>
    public TpeSampler(SearchSpace space, ulong seed)
    {
        encoding = new SpaceEncoding(space);
        feasibility = new Feasibility(encoding);
        design = new SobolSampler(space, seed);
        memory = new PointMemory(encoding);
        this.seed = seed;
    }

    /// <inheritdoc />
    public Configuration? Suggest(SuggestionRequest request)
    {
        var points = memory.PointsOf(request.Observed);
        var ranked = Enumerable.Range(0, points.Length).Where(i => double.IsFinite(request.Observed[i].Loss)).ToArray();
        if (ranked.Length < InitialTrials || Plateau.Share(request.Observed) == 1)
        {
            return design.Suggest(request);
        }

        Array.Sort(ranked.Select(i => request.Observed[i].Loss).ToArray(), ranked);

        var count = Math.Min(MostGood, (int)Math.Ceiling(0.1 * ranked.Length));
        double[][] good = [.. ranked[..count].Select(i => points[i])];
        double[][] others =
        [
            .. ranked[count..].Select(i => points[i]),
            .. Enumerable.Range(0, points.Length).Where(i => !double.IsFinite(request.Observed[i].Loss)).Select(i => points[i]),
            .. request.Pending.Select(memory.PointOf),
        ];
        return encoding.Decode(BestDraw(Estimate(good), Estimate(others), request.Trial));
    }

    private ParzenEstimator Estimate(double[][] points) => new(encoding, points, [.. points.Select(_ => 1.0)], uniformWeight: 1);

    private double[] BestDraw(ParzenEstimator good, ParzenEstimator others, int trial)
    {
        var random = new RandomStream(SeedSequence.Derive(seed, trial, -1, "draws from the good"));
        var best = FeasibleDraw(good, random);
        var gain = good.LogDensity(best) - others.LogDensity(best);
        for (var i = 1; i < Candidates; i++)
        {
            var draw = FeasibleDraw(good, random);
            var drawn = good.LogDensity(draw) - others.LogDensity(draw);
            if (drawn > gain)
            {
                (best, gain) = (draw, drawn);
            }
        }

        return best;
    }

    private double[] FeasibleDraw(ParzenEstimator good, RandomStream random)
    {
        var draw = good.Sample(random);
        for (var i = 0; i < Redraws && !feasibility.Contains(draw); i++)
        {
            draw = good.Sample(random);
        }

        return feasibility.Repair(draw, random);
    }
}
