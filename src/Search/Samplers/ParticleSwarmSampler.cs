using Orchestrator.Contracts.Randomness;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Constraints;
using Orchestrator.Search.Encoding;

namespace Orchestrator.Search.Samplers;

/// <summary>
/// Particle swarm: trials take turns as the moves of a fixed number of particles, each drawn towards the best place that it has seen
/// itself and the best that any has.
/// </summary>
/// <remarks>
/// Kennedy and Eberhart 1995, with the constriction of Clerc and Kennedy, IEEE Trans. Evol. Comput. 6, 2002. Trial t is a move of
/// particle t mod <see cref="Particles"/>; its velocity is the difference of its last two places. A choice is kept, or taken from
/// either attractor, or drawn anew. Moves that are still pending count as not yet made; one that
/// breaks a constraint ends beside where it was going.
/// </remarks>
public sealed class ParticleSwarmSampler : ISampler
{
    /// <summary>Number of particles.</summary>
    public const int Particles = 10;

    private const double Inertia = 0.7298;
    private const double Attraction = 1.49618;
    private const double Mutation = 0.05;

    private readonly SpaceEncoding encoding;
    private readonly Feasibility feasibility;
    private readonly PointMemory memory;
    private readonly SobolSampler design;
    private readonly ulong seed;

    /// <summary>A sampler of <paramref name="space"/>.</summary>
    public ParticleSwarmSampler(SearchSpace space, ulong seed)
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
        var points = memory.PointsOf(request.Observed);
        int last = -1, before = -1, own = -1, global = -1;
        for (var i = 0; i < points.Length; i++)
        {
            if (Better(request.Observed, i, global))
            {
                global = i;
            }

            if (request.Observed[i].Trial % Particles != request.Trial % Particles)
            {
                continue;
            }

            (before, last) = (last, i);
            if (Better(request.Observed, i, own))
            {
                own = i;
            }
        }

        if (last < 0 || global < 0)
        {
            return design.Suggest(request);
        }

        var random = new RandomStream(SeedSequence.Derive(seed, request.Trial, -1, "move"));
        var (from, origin) = (Filled(points[last]), Filled(points[before < 0 ? last : before]));
        var (towardsOwn, towardsGlobal) = (Filled(points[own < 0 ? last : own]), Filled(points[global]));
        var moved = new double[from.Length];
        for (var i = 0; i < moved.Length; i++)
        {
            double a = random.NextDouble(), b = random.NextDouble();
            moved[i] = encoding.Axes[i].IsCategorical
                ? Choose(encoding.Axes[i], from[i], towardsOwn[i], towardsGlobal[i], a, b)
                : Move(encoding.Axes[i], from[i], from[i] - origin[i], Attraction
                    * (a * (towardsOwn[i] - from[i]) + b * (towardsGlobal[i] - from[i])));
        }

        return encoding.Decode(feasibility.Repair(moved, random));
    }

    private static bool Better(IReadOnlyList<Observation> observed, int i, int than) =>
        double.IsFinite(observed[i].Loss) && (than < 0 || observed[i].Loss < observed[than].Loss);

    /// <summary>A wall throws a particle half-way back.</summary>
    private static double Move(Axis axis, double from, double velocity, double pull)
    {
        var x = from + Inertia * velocity + pull;
        if (x < 0)
        {
            x = 0.5 * from;
        }

        if (x > 1)
        {
            x = 0.5 * (1 + from);
        }

        return axis.Snap(x);
    }

    private static double Choose(Axis axis, double from, double own, double global, double draw, double anew) => draw switch
    {
        < Mutation => axis.FromUniform(anew),
        < 0.35 => from,
        < 0.65 => own,
        _ => global,
    };

    /// <summary>Parameters that do not exist rest where a neutral one would.</summary>
    private double[] Filled(double[] point) =>
        [.. point.Select((x, i) => !double.IsNaN(x) ? x : encoding.Axes[i].IsCategorical ? 0 : encoding.Axes[i].Snap(0.5))];
}
