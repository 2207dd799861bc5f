using System.Numerics;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Encoding;

namespace Orchestrator.Search.Constraints;

/// <summary>
/// The feasible points of a grid in the order of nested loops over the parameters as declared. A loop is left as soon as the values
/// so far break a constraint, so that what is ruled out early costs nothing.
/// </summary>
/// <param name="space">With constraints.</param>
/// <param name="levels">How many values of a parameter the grid has.</param>
/// <param name="valueAt">The value of a parameter at a level, from 0.</param>
/// <param name="mostSteps">Values that may be tried between two feasible points, and in a count, before it is given up.</param>
internal sealed class ConstrainedWalk(SearchSpace space, Func<int, long> levels, Func<int, long, ParameterValue> valueAt, int mostSteps)
{
    private readonly int lastConstrained = LastConstrained(space);
    /// <summary>Values tried since the last feasible point.</summary>
    public int Steps { get; private set; }

    /// <summary>The points, found one by one.</summary>
    /// <exception cref="InfeasibleSpaceException">So many values in a row were refused that none may be left.</exception>
    public IEnumerable<Configuration> Points()
    {
        Steps = 0;
        foreach (var point in From(0, Configuration.Empty))
        {
            Steps = 0;
            yield return point;
        }
    }

    /// <summary>How many there are; null where counting takes too long.</summary>
    public BigInteger? Count()
    {
        Steps = 0;
        try
        {
            return CountFrom(0, Configuration.Empty);
        }
        catch (InfeasibleSpaceException)
        {
            return null;
        }
    }

    private IEnumerable<Configuration> From(int parameter, Configuration chosen)
    {
        if (parameter == space.Count)
        {
            yield return chosen;
            yield break;
        }
        foreach (var next in Branches(parameter, chosen))
        {
            foreach (var point in From(parameter + 1, next))
            {
                yield return point;
            }
        }
    }

    // What no constraint or condition looks at multiplies what comes before it.
    private BigInteger CountFrom(int parameter, Configuration chosen)
    {
        if (parameter > lastConstrained)
        {
            return Enumerable.Range(parameter, space.Count - parameter).Aggregate(BigInteger.One, (product, p) => product * levels(p));
        }

        var count = BigInteger.Zero;
        foreach (var next in Branches(parameter, chosen))
        {
            count += CountFrom(parameter + 1, next);
        }

        return count;
    }

    private IEnumerable<Configuration> Branches(int parameter, Configuration chosen)
    {
        if (!SearchSpace.IsActive(space.Parameters[parameter], chosen))
        {
            yield return chosen;
            yield break;
        }
        for (var level = 0L; level < levels(parameter); level++)
        {
            if (++Steps > mostSteps)
            {
                throw new InfeasibleSpaceException(space, mostSteps);
            }

            var next = chosen.With(space.Parameters[parameter].Name, valueAt(parameter, level));
            if (space.Violated(next) is null)
            {
                yield return next;
            }
        }
    }

    private static int LastConstrained(SearchSpace space)
    {
        var named = space.Constraints!.SelectMany(constraint => constraint.Names).ToHashSet();
        return space.Parameters.ToList().FindLastIndex(parameter => parameter.Condition is not null || named.Contains(parameter.Name));
    }
}
