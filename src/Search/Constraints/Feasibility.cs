using Orchestrator.Contracts.Randomness;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Encoding;

namespace Orchestrator.Search.Constraints;

/// <summary>The part of a space that its constraints allow, and how to get there. Without constraints every point is left as it
/// is.</summary>
public sealed class Feasibility(SpaceEncoding encoding)
{
    /// <summary>Points in a row that may be refused before a space counts as infeasible.</summary>
    public const int MostDraws = 100_000;

    /// <summary>
    /// The least share that draws are sure to hit: 100,000 of them miss a share of 5e-4 with a probability of 2e-22. Below it a point is
    /// found by descent: of the shortfall, see <see cref="SearchSpace.Shortfall"/>.
    /// </summary>
    public const double LeastShare = 5e-4;

    private const int DrawsOfWide = 64;

    private const int Shells = 12;
    private const int DrawsPerShell = 24;
    private const double InnerShell = 0.002;

    // Where draws hardly ever hit: descents from random points, each of so many moves.
    private const int Descents = 12;
    private const int Moves = 4_000;
    private const int WanderingMoves = 120;
    private const double LeastReach = 1e-13;

    private readonly Lazy<bool> narrow = new(() => FeasibleShare.Of(encoding.Space) is { Exact: false, Share: < LeastShare });

    /// <summary>Whether there is anything to meet.</summary>
    public bool IsConstrained => encoding.Space.IsConstrained;

    /// <summary>Indices of the parameters that constraints name, ascending.</summary>
    public IReadOnlyList<int> Named { get; } = [.. Enumerable.Range(0, encoding.Axes.Count)
        .Where(i => encoding.Space.Constraints?.Any(constraint => constraint.Names.Contains(encoding.Space.Parameters[i].Name)) ?? false)];

    /// <summary>Whether a point meets the constraints.</summary>
    public bool Contains(ReadOnlySpan<double> point) => !IsConstrained || encoding.Space.Violated(encoding.Decode(point)) is null;

    /// <summary>Whether the constraints leave less than <see cref="LeastShare"/> of a space that has no list.</summary>
    public bool IsNarrow => IsConstrained && narrow.Value;

    /// <summary>A uniform draw, by rejection; at last from the list of the feasible points, where that is short. Of a narrow space where a
    /// descent from a uniform draw ends, which is spread over its border and not uniform.</summary>
    /// <exception cref="InfeasibleSpaceException">No point was found.</exception>
    public double[] Draw(RandomStream random)
    {
        for (var drawn = 0; drawn < MostDraws; drawn++)
        {
            if (drawn == DrawsOfWide && IsNarrow)
            {
                return Descended(random);
            }

            var point = Uniform(random);
            if (Contains(point))
            {
                return point;
            }
        }
        // Of a small space few points may be left, which draws miss and a list does not.
        var left =
            FiniteSpace.PointsOf(encoding.Space, FeasibleShare.MostEnumerated)?.Where(point => encoding.Space.Violated(point) is null)
                .ToList();
        return left is { Count: > 0 } ? encoding.Encode(left[(int)(random.NextDouble() * left.Count)]) : throw Infeasible(MostDraws);
    }

    /// <summary>The point itself where it is feasible, else a feasible one near it: draws about it, ever farther out, and at last
    /// anywhere.</summary>
    /// <exception cref="InfeasibleSpaceException"><see cref="MostDraws"/> points were refused.</exception>
    public double[] Repair(double[] point, RandomStream random)
    {
        if (Contains(point))
        {
            return point;
        }

        return (IsNarrow ? Descend(point, random) : Near(point, _ => true, random)) ?? Draw(random);
    }

    /// <summary>A feasible point near another one that is also <paramref name="wanted"/>: draws about it, ever farther out; null = none was
    /// found.</summary>
    public double[]? Near(double[] point, Func<double[], bool> wanted, RandomStream random)
    {
        var reach = InnerShell;
        for (var shell = 0; shell < Shells; shell++, reach *= 1.75)
        {
            for (var i = 0; i < DrawsPerShell; i++)
            {
                if (Shaken(point, reach, random) is var near && Contains(near) && wanted(near))
                {
                    return near;
                }
            }
        }

        return null;
    }

    /// <summary>For a point that nothing found so far leads away from.</summary>
    public InfeasibleSpaceException Infeasible(int drawn) => new(encoding.Space, drawn);

    private double[] Uniform(RandomStream random)
    {
        var point = new double[encoding.Axes.Count];
        for (var i = 0; i < point.Length; i++)
        {
            point[i] = encoding.Axes[i].FromUniform(random.NextDouble());
        }

        return point;
    }

    private double[] Descended(RandomStream random)
    {
        for (var start = 0; start < Descents; start++)
        {
            if (Descend(Uniform(random), random) is { } found)
            {
                return found;
            }
        }

        throw Infeasible(Descents * Moves);
    }

    /// <summary>Moves that lessen the shortfall, longer ones after one that did and shorter ones after one that did not; null where they
    /// lead to no feasible point.</summary>
    private double[]? Descend(double[] start, RandomStream random)
    {
        var (here, shortfall, reach) = (start, Shortfall(start), 0.25);
        for (var move = 0; move < Moves && shortfall > 0; move++)
        {
            var next = Shaken(here, reach, random);
            if (Shortfall(next) is var missing && missing < shortfall)
            {
                (here, shortfall, reach) = (next, missing, Math.Min(0.5, reach * 2));
            }
            else
            {
                reach *= 0.85;
            }

            if (reach < LeastReach)
            {
                reach = 0.25;
            }
        }

        return shortfall == 0 ? Wander(here, random) : null;
    }

    /// <summary>Feasible moves away from the point where a descent met the border, since many of them meet it in the same corner.</summary>
    private double[] Wander(double[] point, RandomStream random)
    {
        var (here, away, reach) = (point, point, 0.25);
        for (var move = 0; move < WanderingMoves; move++)
        {
            if (Shaken(here, reach, random) is var next && !next.AsSpan().SequenceEqual(here) && Contains(next))
            {
                (here, reach) = (next, Math.Min(0.5, reach * 2));
                away = next.AsSpan().SequenceEqual(point) ? away : next;
            }
            else
            {
                reach *= 0.8;
            }
        }

        return away;
    }

    private double Shortfall(double[] point) => encoding.Space.Shortfall(encoding.Decode(point));

    /// <summary>Some coordinates moved: ordered ones by about <paramref name="reach"/>, at least to the next level; choices the more
    /// seldom, the less the reach.</summary>
    private double[] Shaken(double[] point, double reach, RandomStream random)
    {
        var shaken = (double[])point.Clone();
        for (var i = 0; i < shaken.Length; i++)
        {
            var axis = encoding.Axes[i];
            var (normal, uniform, moves) = (random.NextNormal(), random.NextDouble(), random.NextDouble() < 0.6);
            if (!moves || axis.IsPoint)
            {
                continue;
            }

            if (axis.IsCategorical)
            {
                if (random.NextDouble() < Math.Max(0.1, reach))
                {
                    shaken[i] = axis.FromUniform(uniform);
                }

                continue;
            }
            var step = axis.Levels is { } levels ? Math.Max(reach, 1.0 / levels) : reach;
            shaken[i] = axis.Snap(Math.Clamp(shaken[i] + step * normal, 0, 1));
        }
        return shaken;
    }
}
