using Orchestrator.Contracts.Randomness;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Constraints;
using Orchestrator.Search.Encoding;
using Orchestrator.Search.Optimization;

namespace Orchestrator.Search.Samplers;

/// <summary>
/// Downhill simplex, started again far from earlier starts whenever it has collapsed: few trials to a local minimum of a smooth loss.
/// </summary>
/// <remarks>
/// See <see cref="SimplexSearch"/>. Restarts: of some random points the one farthest from all starts and ends so far, in the spirit of
/// Luersen and Le Riche's probabilistic restart. The method is sequential: while the trial that it waits for is pending, the points that it
/// may want next are tried (reflection, expansion, both contractions), then points near the best; what was tried need not be asked again. A
/// point that breaks a constraint counts as the worst of all, without a trial.
/// </remarks>
public sealed class NelderMeadSampler : ISampler
{
    private readonly SpaceEncoding encoding;
    private readonly Feasibility feasibility;
    private readonly PointMemory memory;
    private readonly SobolSampler design;
    private readonly ulong seed;

    /// <summary>A sampler of <paramref name="space"/>.</summary>
    public NelderMeadSampler(SearchSpace space, ulong seed)
    {
        encoding = new SpaceEncoding(space);
        feasibility = new Feasibility(encoding);
        memory = new PointMemory(encoding);
        design = new SobolSampler(space, seed);
        this.seed = seed;
    }

    /// <inheritdoc />
    public Configuration? Suggest(SuggestionRequest request)
    {
        var walk = new Walk(this);
        var points = memory.PointsOf(request.Observed);
        for (var i = 0; i < points.Length; i++)
        {
            walk.Tell(request.Observed[i].Configuration, points[i], Finite(request.Observed[i].Loss));
        }

        return walk.Suggest([.. request.Pending], new RandomStream(SeedSequence.Derive(seed, request.Trial, -1, "near the best")));
    }

    private static double Finite(double loss) => double.IsFinite(loss) ? loss : double.MaxValue;

    /// <summary>A coordinate of the cube for each parameter; a choice has an equal share of [0, 1].</summary>
    private double[] ToCube(double[] point)
    {
        var cube = new double[point.Length];
        for (var i = 0; i < cube.Length; i++)
        {
            cube[i] = double.IsNaN(point[i])
                ? 0.5 : encoding.Axes[i].IsCategorical ? (point[i] + 0.5) / encoding.Axes[i].Levels!.Value : point[i];
        }

        return cube;
    }

    private double[] ToPoint(double[] cube) =>
        [.. cube.Select((x, i) => encoding.Axes[i].IsCategorical ? encoding.Axes[i].FromUniform(Math.Min(x, 1 - 1e-9)) : encoding.Axes[i]
            .Snap(x))];

    private Configuration Decode(double[] cube) => encoding.Decode(ToPoint(cube));

    /// <summary>The simplex that the results so far lead to.</summary>
    private sealed class Walk(NelderMeadSampler sampler)
    {
        private const double FirstSize = 0.25;
        private const double Shift = 0.1;
        private const int MostKnownSteps = 64;
        private readonly List<double[]> visited = [];
        private readonly Dictionary<Configuration, double> known = [];
        private readonly int limit = 40 * (sampler.encoding.Axes.Count + 1);
        private SimplexSearch simplex = new(sampler.ToCube(sampler.design.Point(0)), FirstSize);
        private int sinceStart;

        public void Tell(Configuration configuration, double[] point, double value)
        {
            sinceStart++;
            known[configuration] = value;
            visited.Add(sampler.ToCube(point));
            if (!sampler.Decode(simplex.Next).Equals(configuration))
            {
                simplex.Inject(sampler.ToCube(point), value);
            }

            Advance();
            if (simplex.Flat && sinceStart < limit)
            {
                simplex = new(BesideTheBest(), FirstSize); // a larger one may reach over the plateau's border
                return;
            }

            if (!simplex.Collapsed && sinceStart < limit)
            {
                return;
            }

            simplex = new(Farthest(), FirstSize);
            sinceStart = 0;
        }

        private double[] BesideTheBest()
        {
            var random = new RandomStream(SeedSequence.Derive(sampler.seed, visited.Count, -1, "plateau"));
            return [.. simplex.Best.Select(x => Math.Clamp(x + Shift * random.NextNormal(), 0, 1))];
        }

        /// <summary>The point that is waited for, or while it is pending one that may be wanted later.</summary>
        public Configuration Suggest(HashSet<Configuration> pending, RandomStream random)
        {
            var wanted = sampler.Decode(simplex.Next);
            if (IsFeasible(wanted) && !pending.Contains(wanted))
            {
                return wanted;
            }

            var reach = Math.Max(0.01, simplex.Size);
            var near = Enumerable.Range(0, 32)
                .Select(_ => simplex.Best.Select(x => Math.Clamp(x + reach * random.NextNormal(), 0, 1)).ToArray());
            return simplex.Alternatives.Concat(near).Select(sampler.Decode)
                .FirstOrDefault(c => IsFeasible(c) && !pending.Contains(c) && !known.ContainsKey(c))
                ?? sampler.encoding.Decode(sampler.feasibility.Repair(sampler.ToPoint(simplex.Next), random));
        }

        private bool IsFeasible(Configuration configuration) => sampler.encoding.Space.Violated(configuration) is null;

        /// <summary>Goes on while the wanted value is known: a space of few points is asked for the same one again and again.</summary>
        private void Advance()
        {
            for (var step = 0; step < MostKnownSteps && !simplex.Collapsed && !simplex.Flat; step++)
            {
                var wanted = sampler.Decode(simplex.Next);
                if (!IsFeasible(wanted))
                {
                    known[wanted] = double.MaxValue;
                }

                if (!known.TryGetValue(wanted, out var value))
                {
                    return;
                }

                simplex.Tell(value);
            }
        }

        private double[] Farthest()
        {
            var random = new RandomStream(SeedSequence.Derive(sampler.seed, visited.Count, -1, "restart"));
            var draws = Enumerable.Range(0, 32).Select(_ => sampler.feasibility.IsConstrained
                ? sampler.ToCube(sampler.feasibility.Draw(random))
                : [.. visited[0].Select(_ => random.NextDouble())]).ToList();
            return draws.MaxBy(draw => visited.Min(v => v.Zip(draw, (a, b) => (a - b) * (a - b)).Sum()))!;
        }
    }
}
