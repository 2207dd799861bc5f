using Orchestrator.Contracts.Randomness;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Acquisition;
using Orchestrator.Search.Constraints;
using Orchestrator.Search.Encoding;
using Orchestrator.Search.Surrogates;

namespace Orchestrator.Search.Samplers;

/// <summary>
/// SMAC: a random forest is the surrogate of Bayesian optimisation. It takes categories, conditions and jumps as they come, where a
/// Gaussian process wants smoothness.
/// </summary>
/// <remarks>
/// Hutter, Hoos and Leyton-Brown, "Sequential model-based optimization for general algorithm configuration", LION 5, 2011. Log
/// expected improvement is climbed from the best trials by changing one parameter at a time; pending trials count as ended at their
/// predicted mean. Every <see cref="Interleaving"/>-th suggestion after the first ones is a Sobol' point, which the paper's
/// convergence rests on.
/// </remarks>
public sealed class ForestSampler : ISampler
{
    /// <summary>One suggestion in so many explores blindly.</summary>
    public const int Interleaving = 8;

    private const int InitialTrials = 10;
    private const int Trees = 16;
    private const int RandomCandidates = 256;
    private const int Starts = 5;
    private const int Rounds = 12;

    private readonly SpaceEncoding encoding;
    private readonly Feasibility feasibility;
    private readonly SobolSampler design;
    private readonly ulong seed;

    /// <summary>A sampler of <paramref name="space"/>.</summary>
    public ForestSampler(SearchSpace space, ulong seed)
    {
        encoding = new SpaceEncoding(space);
        feasibility = new Feasibility(encoding);
        design = new SobolSampler(space, seed);
        this.seed = seed;
    }

    /// <inheritdoc />
    public Configuration? Suggest(SuggestionRequest request)
    {
        var finite = request.Observed.Count(o => double.IsFinite(o.Loss));
        if (finite < InitialTrials || request.Trial % Interleaving == Interleaving - 1)
        {
            return design.Suggest(request);
        }

        var random = new RandomStream(SeedSequence.Derive(seed, request.Trial, -1, "forest"));
        var points = request.Observed.Select(o => encoding.Encode(o.Configuration)).ToList();
        var outcomes = OutcomeTransform.Of([.. request.Observed.Select(o => o.Loss)]).Outcomes.ToList();
        var forest = Grow(points, outcomes, random);
        if (request.Pending.Count > 0)
        {
            foreach (var point in request.Pending.Select(encoding.Encode))
            {
                outcomes.Add(forest.Predict(Features(point)).Mean);
                points.Add(point);
            }

            forest = Grow(points, outcomes, random);
        }

        var tried = request.Observed.Select(o => o.Configuration).Concat(request.Pending).ToHashSet();
        var candidates = Ranked(forest, points, outcomes, random).Select(point => encoding.Decode(point)).ToList();
        return candidates.FirstOrDefault(c => !tried.Contains(c)) ?? candidates[0];
    }

    private RandomForest Grow(List<double[]> points, List<double> outcomes, RandomStream random) =>
        new(FeatureTable.Of(encoding, points), [.. outcomes], Trees, random);

    /// <summary>Points in the order of expected improvement: random ones, and the best trials after climbing.</summary>
    private IEnumerable<double[]> Ranked(RandomForest forest, List<double[]> points, List<double> outcomes, RandomStream random)
    {
        var best = outcomes.Min();
        double Score(double[] point)
        {
            var (mean, variance) = forest.Predict(Features(point));
            return LogExpectedImprovement.Evaluate(best, mean, Math.Sqrt(variance)).Value;
        }

        var scored = new List<(double[] Point, double Score)>();
        for (var i = 0; i < RandomCandidates; i++)
        {
            var point = feasibility.Draw(random);
            scored.Add((point, Score(point)));
        }

        var starts = outcomes.Index().OrderBy(o => o.Item).Take(Starts).Select(o => points[o.Index]).ToList();
        starts.AddRange(scored.OrderByDescending(s => s.Score).Take(Starts).Select(s => s.Point));
        foreach (var start in starts)
        {
            Climb(start, Score, scored, random);
        }

        return scored.OrderByDescending(s => s.Score).Select(s => s.Point);
    }

    /// <summary>Steps to the best neighbour while that is better; all neighbours seen are candidates.</summary>
    private void Climb(double[] start, Func<double[], double> score, List<(double[] Point, double Score)> scored, RandomStream random)
    {
        var (here, value) = (start, score(start));
        for (var round = 0; round < Rounds; round++)
        {
            var neighbours = Neighbours(here, random).Where(point => feasibility.Contains(point))
                .Select(point => (Point: point, Score: score(point))).ToList();
            if (neighbours.Count == 0)
            {
                return;
            }

            scored.AddRange(neighbours);
            var next = neighbours.MaxBy(n => n.Score);
            if (!(next.Score > value))
            {
                return;
            }

            (here, value) = next;
        }
    }

    /// <summary>Every other choice, and normal steps of deviation 0.2 or 0.05, one parameter at a time.</summary>
    private IEnumerable<double[]> Neighbours(double[] point, RandomStream random)
    {
        for (var i = 0; i < point.Length; i++)
        {
            var axis = encoding.Axes[i];
            if (axis.IsPoint)
            {
                continue;
            }

            for (var k = 0; k < 4; k++)
            {
                var neighbour = (double[])point.Clone();
                neighbour[i] = axis.IsCategorical
                    ? axis.FromUniform(random.NextDouble())
                    : axis.Snap(Math.Clamp(point[i] + (k % 2 == 0 ? 0.2 : 0.05) * random.NextNormal(), 0, 1));
                if (neighbour[i] != point[i])
                {
                    yield return neighbour;
                }
            }
        }
    }

    private double[] Features(double[] point)
    {
        var features = new double[encoding.Features];
        encoding.Featurize(point, features);
        return features;
    }
}
