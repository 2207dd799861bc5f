using Orchestrator.Contracts.Randomness;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Encoding;

namespace Orchestrator.Search.Constraints;

/// <summary>The part of a space that its constraints allow, and how to get there. Without constraints every point is left as it
/// is.</summary>
internal sealed class Feasibility(SpaceEncoding encoding)
{
    /// <summary>Points in a row that may be refused before a space counts as infeasible.</summary>
    public const int MostDraws = 100_000;

    private const int Shells = 12;
    private const int DrawsPerShell = 24;
    private const double InnerShell = 0.002;

    /// <summary>Whether there is anything to meet.</summary>
    public bool IsConstrained => encoding.Space.IsConstrained;

    /// <summary>Indices of the parameters that constraints name, ascending.</summary>
    public IReadOnlyList<int> Named { get; } = [.. Enumerable.Range(0, encoding.Axes.Count)
        .Where(i => encoding.Space.Constraints?.Any(constraint => constraint.Names.Contains(encoding.Space.Parameters[i].Name)) ?? false)];

    /// <summary>Whether a point meets the constraints.</summary>
    public bool Contains(ReadOnlySpan<double> point) => !IsConstrained || encoding.Space.Violated(encoding.Decode(point)) is null;

    /// <summary>A uniform draw, by rejection; at last from the list of the feasible points, where that is short.</summary>
    /// <exception cref="InfeasibleSpaceException"><see cref="MostDraws"/> points were refused.</exception>
    public double[] Draw(RandomStream random)
    {
        for (var drawn = 0; drawn < MostDraws; drawn++)
        {
            var point = new double[encoding.Axes.Count];
            for (var i = 0; i < point.Length; i++)
            {
                point[i] = encoding.Axes[i].FromUniform(random.NextDouble());
            }

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

        var reach = InnerShell;
        for (var shell = 0; shell < Shells; shell++, reach *= 1.75)
        {
            for (var i = 0; i < DrawsPerShell; i++)
            {
                if (Shaken(point, reach, random) is var near && Contains(near))
                {
                    return near;
                }
            }
        }

        return Draw(random);
    }

    /// <summary>For a point that nothing found so far leads away from.</summary>
    public InfeasibleSpaceException Infeasible(int drawn) => new(encoding.Space, drawn);

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
