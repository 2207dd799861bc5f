using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Search.Encoding;

/// <summary>
/// A search space as vectors. A <em>point</em> has one coordinate a parameter, whether the parameter exists there or not; its
/// <em>features</em> are what a surrogate sees: the coordinates with a neutral value where a parameter does not exist, then one
/// 0/1 indicator for every condition on which parameters depend.
/// </summary>
/// <remarks>
/// With the neutral value two configurations that both lack a parameter are equal in it, and the indicator's own length-scale
/// tells how much its mere existence matters (the imputation of SMAC and the indicator of Hutter and Osborne, arXiv 1310.5738).
/// </remarks>
public sealed class SpaceEncoding
{
    /// <summary>The neutral coordinate of a numeric parameter that does not exist: the middle of its range.</summary>
    private const double AbsentNumber = 0.5;

    /// <summary>The neutral coordinate of a categorical parameter that does not exist: a choice of its own.</summary>
    private const double AbsentChoice = -1;

    private readonly int[] parents;
    private readonly int[] indicators;

    /// <summary>The encoding of <paramref name="space"/>.</summary>
    public SpaceEncoding(SearchSpace space)
    {
        Space = space;
        Axes = [.. space.Parameters.Select(Axis.Of)];
        parents = [.. space.Parameters.Select(p => p.Condition is null ? -1 : IndexOf(p.Condition.Parent))];
        var conditions = space.Parameters.Where(p => p.Condition is not null).Select(p => p.Condition!).Distinct().ToList();
        indicators = [.. conditions.Select(condition => space.Parameters.ToList().FindIndex(p => Equals(p.Condition, condition)))];
        Features = space.Count + indicators.Length;
    }

    /// <summary>The space.</summary>
    public SearchSpace Space { get; }

    /// <summary>One axis a parameter, in the space's order.</summary>
    public IReadOnlyList<Axis> Axes { get; }

    /// <summary>Length of a feature vector.</summary>
    public int Features { get; }

    /// <summary>Whether a feature is compared by equality alone.</summary>
    public bool IsCategorical(int feature) => feature < Axes.Count && Axes[feature].IsCategorical;

    /// <summary>Index of the parameter on which a parameter depends; -1 = none.</summary>
    public int ParentOf(int parameter) => parents[parameter];

    /// <summary>Which parameters exist at <paramref name="point"/>.</summary>
    public void Activity(ReadOnlySpan<double> point, Span<bool> active)
    {
        for (var i = 0; i < parents.Length; i++)
        {
            var parent = parents[i];
            active[i] = parent < 0
                || (active[parent] && Space.Parameters[i].Condition!.Values.Contains(Axes[parent].Decode(point[parent])));
        }
    }

    /// <summary>The parameters that a point has and along which slopes mean something, see <see cref="Axis.IsSmooth"/>.</summary>
    /// <param name="point">One coordinate a parameter.</param>
    public int[] SmoothAt(ReadOnlySpan<double> point)
    {
        var active = new bool[Axes.Count];
        Activity(point, active);
        return [.. Enumerable.Range(0, active.Length).Where(i => active[i] && Axes[i].IsSmooth)];
    }

    /// <summary>The features of a point.</summary>
    /// <param name="point">One coordinate a parameter.</param>
    /// <param name="features">The result.</param>
    /// <param name="snap">Whether coordinates are moved to the nearest allowed value, as they should be except to follow a slope.</param>
    public void Featurize(ReadOnlySpan<double> point, Span<double> features, bool snap = true)
    {
        Span<bool> active = stackalloc bool[parents.Length];
        Activity(point, active);
        for (var i = 0; i < parents.Length; i++)
        {
            features[i] = active[i] ? (snap ? Axes[i].Snap(point[i]) : point[i]) : Axes[i].IsCategorical ? AbsentChoice : AbsentNumber;
        }

        for (var i = 0; i < indicators.Length; i++)
        {
            features[parents.Length + i] = active[indicators[i]] ? 1 : 0;
        }
    }

    /// <summary>A point of a configuration; parameters that it lacks get the neutral coordinate.</summary>
    public double[] Encode(Configuration configuration)
    {
        var point = new double[Axes.Count];
        for (var i = 0; i < point.Length; i++)
        {
            point[i] = configuration.TryGet(Space.Parameters[i].Name, out var value)
                ? Axes[i].Encode(value)
                : Axes[i].IsCategorical ? 0 : Axes[i].Snap(AbsentNumber);
        }

        return point;
    }

    /// <summary>The configuration at a point: the parameters that exist there, each at its allowed value nearest to the
    /// coordinate.</summary>
    public Configuration Decode(ReadOnlySpan<double> point)
    {
        Span<bool> active = stackalloc bool[parents.Length];
        Activity(point, active);
        var settings = new List<Setting>(parents.Length);
        for (var i = 0; i < parents.Length; i++)
        {
            if (active[i])
            {
                settings.Add(new Setting(Space.Parameters[i].Name, Axes[i].Decode(point[i])));
            }
        }

        return new Configuration(settings.ToEquatableList());
    }

    private int IndexOf(string name)
    {
        for (var i = 0; i < Space.Count; i++)
        {
            if (Space.Parameters[i].Name == name)
            {
                return i;
            }
        }

        throw new ArgumentException($"A condition names the parameter '{name}', which the space does not have.");
    }
}
