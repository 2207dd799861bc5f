using Orchestrator.Contracts.Randomness;
using Orchestrator.Contracts.Spaces;
using Orchestrator.Search.Encoding;
using Orchestrator.Search.Optimization;

namespace Orchestrator.Search.Samplers;

/// <summary>
/// Downhill simplex, started again far from earlier starts whenever it has collapsed: few trials to a local minimum of a smooth loss.
/// </summary>
/// <remarks>
/// See <see cref="SimplexSearch"/>. Restarts: of some random points the one farthest from all starts and ends so far, in the spirit of
/// Luersen and Le Riche's probabilistic restart. The method is sequential: with pending trials it goes on as if each had ended no
/// better than the worst, and takes in what they found when they end.
/// </remarks>
public sealed class NelderMeadSampler : ISampler
{
    private readonly SpaceEncoding encoding;
    private readonly PointMemory memory;
    private readonly SobolSampler design;
    private readonly ulong seed;

    /// <summary>A sampler of <paramref name="space"/>.</summary>
    public NelderMeadSampler(SearchSpace space, ulong seed)
    {
        encoding = new SpaceEncoding(space);
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
            walk.Tell(request.Observed[i].Configuration, points[i], Finite(request.Observed[i].Loss));
        foreach (var configuration in request.Pending.Take(4 * (encoding.Axes.Count + 1)))
            walk.Tell(configuration, memory.PointOf(configuration), double.MaxValue);
        return encoding.Decode(ToPoint(walk.Next));
    }

    private static double Finite(double loss) => double.IsFinite(loss) ? loss : double.MaxValue;

    /// <summary>A coordinate of the cube for each parameter; a choice has an equal share of [0, 1].</summary>
    private double[] ToCube(double[] point)
    {
        var cube = new double[point.Length];
        for (var i = 0; i < cube.Length; i++)
            cube[i] = double.IsNaN(point[i]) ? 0.5 : encoding.Axes[i].IsCategorical ? (point[i] + 0.5) / encoding.Axes[i].Levels!.Value : point[i];
        return cube;
    }

    private double[] ToPoint(double[] cube) =>
        [.. cube.Select((x, i) => encoding.Axes[i].IsCategorical ? encoding.Axes[i].FromUniform(Math.Min(x, 1 - 1e-9)) : encoding.Axes[i].Snap(x))];

    /// <summary>The simplex that the results so far lead to.</summary>
    private sealed class Walk(NelderMeadSampler sampler)
    {
        private const double Size = 0.25;
        private readonly List<double[]> visited = [];
        private readonly int limit = 40 * (sampler.encoding.Axes.Count + 1);
        private SimplexSearch simplex = new(sampler.ToCube(sampler.design.Point(0)), Size);
        private int told, sinceStart;

        public double[] Next => simplex.Next;

        public void Tell(Configuration configuration, double[] point, double value)
        {
            told++;
            sinceStart++;
            if (sampler.encoding.Decode(sampler.ToPoint(simplex.Next)).Equals(configuration)) simplex.Tell(value);
            else simplex.Inject(sampler.ToCube(point), value);
            visited.Add(sampler.ToCube(point));
            if (!simplex.Collapsed && sinceStart < limit) return;
            simplex = new(Farthest(), Size);
            sinceStart = 0;
        }

        private double[] Farthest()
        {
            var random = new RandomStream(SeedSequence.Derive(sampler.seed, told, -1, "restart"));
            var draws = Enumerable.Range(0, 32).Select(_ => visited[0].Select(_ => random.NextDouble()).ToArray()).ToList();
            return draws.MaxBy(draw => visited.Min(v => v.Zip(draw, (a, b) => (a - b) * (a - b)).Sum()))!;
        }
    }
}
