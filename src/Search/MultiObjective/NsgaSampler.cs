using Orchestrator.Contracts.Randomness;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Constraints;
using Orchestrator.Search.Encoding;
using Orchestrator.Search.Samplers;

namespace Orchestrator.Search.MultiObjective;

/// <summary>
/// NSGA-II as a steady stream: each suggestion is a child of two parents that won tournaments by front, then by how much room they have
/// on it, among the best of all trials so far. With one objective it is a plain genetic algorithm.
/// </summary>
/// <remarks>
/// Deb, Pratap, Agarwal and Meyarivan, IEEE Trans. Evol. Comput. 6, 2002: non-dominated sorting, crowding distance, simulated binary
/// crossover (eta = 15) and polynomial mutation (eta = 20). The first <see cref="Population"/> trials are Sobol' points. A child that was
/// tried before is born again, <see cref="Litter"/> times at most.
/// </remarks>
public sealed class NsgaSampler : ISampler
{
    /// <summary>Size of the elite from which parents are drawn.</summary>
    public const int Population = 24;

    private const int Litter = 16;
    private const double CrossoverSpread = 15;
    private const double MutationSpread = 20;

    private readonly SpaceEncoding encoding;
    private readonly Feasibility feasibility;
    private readonly SobolSampler design;
    private readonly ulong seed;

    /// <summary>A sampler of <paramref name="space"/>.</summary>
    public NsgaSampler(SearchSpace space, ulong seed)
    {
        encoding = new SpaceEncoding(space);
        feasibility = new Feasibility(encoding);
        design = new SobolSampler(space, seed);
        this.seed = seed;
    }

    /// <inheritdoc />
    public Configuration? Suggest(SuggestionRequest request)
    {
        var succeeded = request.Observed.Where(trial => trial.Succeeded).ToList();
        if (succeeded.Count < 2 || request.Trial < Population)
        {
            return encoding.Decode(design.Point(request.Trial));
        }

        var elite = Elite(succeeded);
        var tried = request.Observed.Select(trial => trial.Configuration).Concat(request.Pending).ToHashSet();
        var random = new RandomStream(SeedSequence.Derive(seed, request.Trial, -1, "child"));
        var child = Child(elite, random);
        for (var born = 1; born < Litter && tried.Contains(child); born++)
        {
            child = Child(elite, random);
        }

        return child;
    }

    private Configuration Child(List<double[]> elite, RandomStream random)
    {
        double[] mother = Tournament(elite, random), father = Tournament(elite, random), child = new double[mother.Length];
        for (var i = 0; i < child.Length; i++)
        {
            child[i] = Mutate(encoding.Axes[i], Cross(encoding.Axes[i], mother[i], father[i], random), child.Length, random);
        }

        return encoding.Decode(feasibility.Repair(child, random));
    }

    /// <summary>The best trials, best first: by front, then the less crowded.</summary>
    private List<double[]> Elite(List<Observation> trials)
    {
        List<IReadOnlyList<double>> losses = [.. trials.Select(trial => trial.AllLosses)];
        var ranks = ParetoFront.Ranks(losses);
        var crowding = Crowding(losses, ranks);
        return [.. Enumerable.Range(0, trials.Count).OrderBy(i => ranks[i]).ThenByDescending(i => crowding[i]).Take(Population)
            .Select(i => encoding.Encode(trials[i].Configuration))];
    }

    /// <summary>For each point how far apart its neighbours on its front are, relative to the front's extent; the ends have no
    /// bound.</summary>
    private static double[] Crowding(List<IReadOnlyList<double>> losses, int[] ranks)
    {
        var distances = new double[losses.Count];
        foreach (var front in Enumerable.Range(0, losses.Count).GroupBy(i => ranks[i]))
        {
            for (var k = 0; k < losses[0].Count; k++)
            {
                int[] sorted = [.. front.OrderBy(i => losses[i][k])];
                var extent = losses[sorted[^1]][k] - losses[sorted[0]][k];
                distances[sorted[0]] = distances[sorted[^1]] = double.PositiveInfinity;
                for (var j = 1; extent > 0 && j < sorted.Length - 1; j++)
                {
                    distances[sorted[j]] += (losses[sorted[j + 1]][k] - losses[sorted[j - 1]][k]) / extent;
                }
            }
        }

        return distances;
    }

    private static double[] Tournament(List<double[]> elite, RandomStream random) =>
        elite[Math.Min(random.NextInt(elite.Count), random.NextInt(elite.Count))]; // the elite is sorted

    private static double Cross(Axis axis, double a, double b, RandomStream random)
    {
        var (swap, draw) = (random.NextDouble() < 0.5, random.NextDouble());
        if (axis.IsCategorical)
        {
            return swap ? b : a;
        }

        var spread = draw <= 0.5
            ? Math.Pow(2 * draw, 1 / (CrossoverSpread + 1)) : Math.Pow(1 / (2 * (1 - draw)), 1 / (CrossoverSpread + 1));
        return axis.Snap(Math.Clamp(0.5 * (a + b) + (swap ? 0.5 : -0.5) * spread * (b - a), 0, 1));
    }

    private static double Mutate(Axis axis, double x, int parameters, RandomStream random)
    {
        var (happens, draw) = (random.NextDouble() * parameters < 1, random.NextDouble());
        if (!happens)
        {
            return x;
        }

        if (axis.IsCategorical)
        {
            return axis.FromUniform(draw);
        }

        var shift = draw < 0.5 ? Math.Pow(2 * draw, 1 / (MutationSpread + 1)) - 1 : 1 - Math.Pow(2 * (1 - draw), 1 / (MutationSpread + 1));
        return axis.Snap(Math.Clamp(x + shift, 0, 1));
    }
}
