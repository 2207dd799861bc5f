using Orchestrator.Search.Constraints;
using Orchestrator.Search.Encoding;
using Orchestrator.Search.Optimization;

namespace Orchestrator.Search.Acquisition;

/// <summary>Finds points of large log expected improvement: the best of many candidates, each improved by a local search.</summary>
/// <remarks>
/// A local search alternates between gradient ascent over the coordinates that are, or are nearly, continuous, and the best single
/// change of a discrete one, until neither helps (the mixed search of Optuna 4's <c>_gp/optim_mixed.py</c>). Coordinates of
/// <see cref="Axis.RelaxedLevels"/> levels or more take part in both: the ascent sees them as continuous and they are snapped after it. An
/// ascent that leaves the feasible part ends where it leaves it; then steps along the border are tried.
/// </remarks>
internal sealed class AcquisitionMaximizer
{
    private const int Rounds = 4;
    private const int AscentSteps = 20;
    private const double LeastGain = 1e-6;
    private const int Bisections = 12;

    // Of moves along a border: how far one coordinate goes, and how much of that the other goes the other way.
    private static readonly double[] SlideReaches = [0.1, 0.02, 0.004, -0.004, -0.02, -0.1];
    private static readonly double[] SlideRatios = [0.4, 1, 2.5, -1];

    private readonly SpaceEncoding encoding;
    private readonly Feasibility feasibility;
    private readonly TrustRegion region;
    private readonly AveragedImprovement improvement;
    private readonly double[] lengthScales;

    /// <param name="encoding">The space.</param>
    /// <param name="feasibility">The part of it that its constraints allow.</param>
    /// <param name="region">The part of it to search.</param>
    /// <param name="improvement">What is to be large.</param>
    /// <param name="lengthScales">One a parameter.</param>
    public AcquisitionMaximizer(SpaceEncoding encoding, Feasibility feasibility, TrustRegion region, AveragedImprovement improvement,
        double[] lengthScales)
    {
        this.encoding = encoding;
        this.feasibility = feasibility;
        this.region = region;
        this.improvement = improvement;
        this.lengthScales = lengthScales;
    }

    /// <summary>Points with their log expected improvements, best first.</summary>
    /// <param name="points">Feasible; at least one.</param>
    public IReadOnlyList<(double[] Point, double Score)> Rank(IReadOnlyList<double[]> points) =>
        [.. points.Zip(improvement.At(points)).OrderByDescending(scored => scored.Second)];

    /// <summary>What local searches from the best of some points find, best first.</summary>
    /// <param name="ranked">Best first; at least one.</param>
    /// <param name="searches">Number of local searches.</param>
    public IReadOnlyList<(double[] Point, double Score)> Improve(IReadOnlyList<(double[] Point, double Score)> ranked, int searches) =>
        [.. Starts(ranked, searches).Select(start => Improve(start.Point, start.Score)).OrderByDescending(found => found.Score)];

    /// <summary>The best candidates that are not within a tenth of a length-scale of a better start.</summary>
    private List<(double[] Point, double Score)> Starts(IReadOnlyList<(double[] Point, double Score)> ranked, int count)
    {
        var starts = new List<(double[] Point, double Score)>(count);
        foreach (var candidate in ranked)
        {
            if (starts.Count == count)
            {
                break;
            }

            if (starts.All(other => Distance(candidate.Point, other.Point) > 0.1))
            {
                starts.Add(candidate);
            }
        }

        return starts;
    }

    private double Distance(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            var difference = encoding.IsCategorical(i) ? (a[i] == b[i] ? 0 : 1) : a[i] - b[i];
            sum += difference * difference / (lengthScales[i] * lengthScales[i]);
        }

        return Math.Sqrt(sum);
    }

    private (double[] Point, double Score) Improve(double[] start, double score)
    {
        var point = (double[])start.Clone();
        for (var round = 0; round < Rounds; round++)
        {
            var before = score;
            score = Ascend(ref point, score, out var blocked);
            score = Step(ref point, score);
            if (blocked)
            {
                score = Slide(ref point, score);
            }

            if (!(score > before + LeastGain))
            {
                break;
            }
        }

        return (point, score);
    }

    /// <summary>Gradient ascent, in units of length-scales so that the slopes are comparable.</summary>
    private double Ascend(ref double[] point, double score, out bool blocked)
    {
        blocked = false;
        var free = encoding.SmoothAt(point);
        if (free.Length == 0)
        {
            return score;
        }

        var moving = (double[])point.Clone();
        double[] features = new double[encoding.Features], slopes = new double[features.Length];
        var scales = free.Select(i => Math.Clamp(lengthScales[i], 0.05, 1)).ToArray();
        double[] x = [.. free.Select((axis, i) => moving[axis] / scales[i])];
        double[] lower = [.. free.Select((axis, i) => region.Lower[axis] / scales[i])],
            upper = [.. free.Select((axis, i) => region.Upper[axis] / scales[i])];
        for (var i = 0; i < x.Length; i++)
        {
            x[i] = Math.Clamp(x[i], lower[i], upper[i]);
        }

        LbfgsB.Minimize(
            (at, gradient) =>
            {
                for (var i = 0; i < at.Length; i++)
                {
                    moving[free[i]] = Unscaled(free[i], at[i], scales[i]);
                }

                encoding.Featurize(moving, features, snap: false);
                var value = improvement.At(features, slopes);
                for (var i = 0; i < at.Length; i++)
                {
                    gradient[i] = -slopes[free[i]] * scales[i];
                }

                return -value;
            },
            x, lower, upper, AscentSteps, 1e-3, firstStep: 0.2);

        for (var i = 0; i < x.Length; i++)
        {
            moving[free[i]] = Unscaled(free[i], x[i], scales[i]);
        }

        var result = LastFeasible(point, moving, out blocked);
        var reached = improvement.At([result])[0];
        if (!(reached > score))
        {
            return score;
        }

        point = result;
        return reached;
    }

    /// <summary>The coordinate again; a bound divided and multiplied comes back an ulp away from itself, outside the region.</summary>
    private double Unscaled(int axis, double scaled, double scale) => Math.Clamp(scaled * scale, region.Lower[axis], region.Upper[axis]);

    /// <summary>Of the way from a feasible point to another the last feasible one, by bisection; snapped.</summary>
    private double[] LastFeasible(double[] from, double[] to, out bool blocked)
    {
        double[] At(double part) =>
            [.. to.Select((x, i) => x == from[i] ? x : encoding.Axes[i]
                .Snap(Math.Clamp(part < 1 ? from[i] + part * (x - from[i]) : x, 0, 1)))];
        var known = At(1);
        blocked = !feasibility.Contains(known);
        if (!blocked)
        {
            return known;
        }

        known = from;
        for (var (low, high, i) = (0.0, 1.0, 0); i < Bisections; i++)
        {
            var part = 0.5 * (low + high);
            if (At(part) is var at && feasibility.Contains(at))
            {
                (known, low) = (at, part);
            }
            else
            {
                high = part;
            }
        }
        return known;
    }

    /// <summary>The best feasible change of two constrained coordinates at once: along a border neither moves alone.</summary>
    private double Slide(ref double[] point, double score)
    {
        var smooth = feasibility.Named.Where(i => encoding.Axes[i].IsSmooth).ToList();
        var moves = new List<double[]>();
        foreach (var reach in SlideReaches)
        {
            foreach (var a in smooth)
            {
                foreach (var b in smooth.Where(b => b != a))
                {
                    foreach (var ratio in SlideRatios)
                    {
                        var moved = (double[])point.Clone();
                        moved[a] = encoding.Axes[a].Snap(Math.Clamp(moved[a] + reach, region.Lower[a], region.Upper[a]));
                        moved[b] = encoding.Axes[b].Snap(Math.Clamp(moved[b] - ratio * reach, region.Lower[b], region.Upper[b]));
                        if (feasibility.Contains(moved))
                        {
                            moves.Add(moved);
                        }
                    }
                }
            }
        }

        return BestOf(moves, ref point, score);
    }

    /// <summary>The best change of one discrete coordinate.</summary>
    private double Step(ref double[] point, double score) => BestOf(Neighbours(point), ref point, score);

    private double BestOf(List<double[]> moves, ref double[] point, double score)
    {
        if (moves.Count == 0)
        {
            return score;
        }

        var scores = improvement.At(moves);
        var top = Array.IndexOf(scores, scores.Max());
        if (!(scores[top] > score))
        {
            return score;
        }

        point = moves[top];
        return scores[top];
    }

    private List<double[]> Neighbours(double[] point)
    {
        var neighbours = new List<double[]>();
        Span<bool> active = stackalloc bool[encoding.Axes.Count];
        encoding.Activity(point, active);
        for (var i = 0; i < point.Length; i++)
        {
            var axis = encoding.Axes[i];
            if (!active[i] || axis.Levels is not { } levels || levels == 1)
            {
                continue;
            }

            var here = axis.Level(point[i]);
            foreach (var level in Reachable(here, levels))
            {
                var neighbour = (double[])point.Clone();
                neighbour[i] = axis.Coordinate(level);
                if (region.Contains(i, neighbour[i]) && feasibility.Contains(neighbour))
                {
                    neighbours.Add(neighbour);
                }
            }
        }

        return neighbours;
    }

    /// <summary>All other levels where they are few, else those at distances 1, 2, 4, ...</summary>
    private static IEnumerable<long> Reachable(long here, long levels)
    {
        if (levels <= Axis.RelaxedLevels)
        {
            for (var level = 0L; level < levels; level++)
            {
                if (level != here)
                {
                    yield return level;
                }
            }

            yield break;
        }

        for (var distance = 1L; distance < levels; distance *= 2)
        {
            if (here - distance >= 0)
            {
                yield return here - distance;
            }

            if (here + distance < levels)
            {
                yield return here + distance;
            }
        }
    }
}
