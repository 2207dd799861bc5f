using System.Numerics;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Encoding;

namespace Orchestrator.Search.Constraints;

/// <summary>
/// The points of the grid over a space, in the order of nested loops (the last parameter changes fastest); any point is computed from its
/// index alone.
/// </summary>
/// <remarks>
/// Conditions make the parameters a forest (a child hangs on its parent). With c(p) the number of grid points of p's subtree,
/// <c>c(p) = sum over levels v of p of the product of c(child) over the children that exist under v</c>; an index is decoded by
/// walking those sums, which takes time in the number of levels, not of points. Under constraints the feasible points are found by a
/// <see cref="ConstrainedWalk"/> instead, as far as they are asked for.
/// </remarks>
public sealed class Grid
{
    /// <summary>Levels of a real parameter without a step: equally spaced from its low to its high end, logarithmically where it is
    /// logarithmic.</summary>
    public const int RealLevels = 5;

    /// <summary>Values that may be tried in search of one more feasible point, or in counting them.</summary>
    private const int MostSteps = 2_000_000;

    private readonly SpaceEncoding encoding;
    private readonly int[][] children;
    private readonly int[] roots;
    private readonly BigInteger[] sizes;
    private readonly ConstrainedWalk? walk;
    private readonly List<Configuration> found = []; // feasible points as far as they have been asked for
    private readonly IEnumerator<Configuration>? more;
    private BigInteger? feasible;

    /// <summary>The grid over <paramref name="space"/>.</summary>
    public Grid(SearchSpace space)
    {
        encoding = new SpaceEncoding(space);
        var indices = Enumerable.Range(0, space.Count).ToArray();
        children = [.. indices.Select(parent => indices.Where(child => encoding.ParentOf(child) == parent).ToArray())];
        roots = [.. indices.Where(index => encoding.ParentOf(index) < 0)];
        sizes = new BigInteger[space.Count];
        foreach (var index in indices.Reverse())
        {
            sizes[index] = SubtreeSize(index); // children stand after their parents
        }

        if (!space.IsConstrained)
        {
            return;
        }

        walk = NewWalk();
        more = walk.Points().GetEnumerator();
    }

    /// <summary>Number of points, at least 1 without constraints; null where constraints leave so many of them that they are not
    /// counted.</summary>
    public BigInteger? Size => walk is null ? Product(roots) : feasible ??= NewWalk().Count();

    /// <summary>The point of that index; null past the last.</summary>
    /// <exception cref="InfeasibleSpaceException">So many values in a row were refused that no further point may be left.</exception>
    public Configuration? PointAt(BigInteger index)
    {
        if (walk is not null)
        {
            return FeasibleAt(index);
        }

        if (index < 0 || index >= Size)
        {
            return null;
        }

        var point = new double[encoding.Axes.Count];
        Place(roots, index, point);
        return encoding.Decode(point);
    }

    private Configuration? FeasibleAt(BigInteger index)
    {
        while (found.Count <= index && more!.MoveNext())
        {
            found.Add(more.Current);
        }

        if (found.Count == 0)
        {
            throw new InfeasibleSpaceException(encoding.Space, walk!.Steps);
        }

        return index >= 0 && index < found.Count ? found[(int)index] : null;
    }

    private ConstrainedWalk NewWalk() =>
        new(encoding.Space, Levels, (parameter, level) => encoding.Axes[parameter].Decode(Coordinate(parameter, level)), MostSteps);

    private BigInteger SubtreeSize(int parameter)
    {
        var levels = Levels(parameter);
        if (children[parameter].Length == 0)
        {
            return levels;
        }

        var size = BigInteger.Zero;
        for (var level = 0L; level < levels; level++)
        {
            size += BranchSize(parameter, level);
        }

        return size;
    }

    private BigInteger BranchSize(int parameter, long level) => Product(ChildrenUnder(parameter, level));

    private BigInteger Product(IEnumerable<int> parameters) => parameters.Aggregate(BigInteger.One, (product, p) => product * sizes[p]);

    private IEnumerable<int> ChildrenUnder(int parameter, long level)
    {
        var value = encoding.Axes[parameter].Decode(Coordinate(parameter, level));
        return children[parameter].Where(child => encoding.Space.Parameters[child].Condition!.Values.Contains(value));
    }

    private void Place(IEnumerable<int> parameters, BigInteger index, double[] point)
    {
        foreach (var parameter in parameters.Reverse())
        {
            index = BigInteger.DivRem(index, sizes[parameter], out var within);
            PlaceOne(parameter, within, point);
        }
    }

    private void PlaceOne(int parameter, BigInteger within, double[] point)
    {
        if (children[parameter].Length == 0)
        {
            point[parameter] = Coordinate(parameter, (long)within);
            return;
        }

        var level = 0L;
        for (var branch = BranchSize(parameter, level); within >= branch; branch = BranchSize(parameter, level))
        {
            within -= branch;
            level++;
        }

        point[parameter] = Coordinate(parameter, level);
        Place(ChildrenUnder(parameter, level), within, point);
    }

    private long Levels(int parameter)
    {
        var axis = encoding.Axes[parameter];
        return axis.Levels ?? (axis.IsPoint ? 1 : RealLevels);
    }

    private double Coordinate(int parameter, long level)
    {
        var axis = encoding.Axes[parameter];
        return axis.Levels is null ? level / (double)(RealLevels - 1) : axis.Coordinate(level);
    }
}
