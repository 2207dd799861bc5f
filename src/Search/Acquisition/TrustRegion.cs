using Orchestrator.Search.Encoding;

namespace Orchestrator.Search.Acquisition;

/// <summary>
/// The box in which the next point is looked for: all of the space, or in many dimensions a part of it around the best trial that grows
/// while the search succeeds and shrinks while it fails.
/// </summary>
/// <remarks>
/// Eriksson, Pearce, Gardner, Turner and Poloczek, "Scalable global optimization via local Bayesian optimization" (TuRBO),
/// arXiv 1910.01739, with one region. Its length is a function of the losses in their order, so that nothing need be remembered. What
/// counts as an improvement is measured by how far the losses lie apart and not, as there, by the best loss's distance from zero, which
/// says nothing.
/// </remarks>
/// <param name="Lower">Least coordinates, one a parameter.</param>
/// <param name="Upper">Largest coordinates.</param>
public sealed record TrustRegion(double[] Lower, double[] Upper)
{
    /// <summary>Ordered parameters from which on a part of the space is searched.</summary>
    public const int FewestDimensions = 10;

    private const double FirstLength = 0.8;
    private const double ShortestLength = 1.0 / 128;
    private const double LongestLength = 1.6;
    private const int Successes = 3;

    /// <summary>Of the median loss's distance from the best: what counts as an improvement.</summary>
    private const double LeastGain = 1e-3;

    /// <summary>The whole space.</summary>
    public static TrustRegion Whole(SpaceEncoding encoding) =>
        new(new double[encoding.Axes.Count], [.. encoding.Axes.Select(axis => axis.IsCategorical ? axis.Levels!.Value - 1.0 : 1)]);

    /// <summary>The region to search after these results.</summary>
    /// <param name="encoding">The space.</param>
    /// <param name="losses">Of all trials in order; NaN = failed. At least one is finite.</param>
    /// <param name="centre">The best point.</param>
    /// <param name="lengthScales">One a parameter at least: along long ones the region is longer, at the same volume.</param>
    public static TrustRegion After(SpaceEncoding encoding, IReadOnlyList<double> losses, double[] centre, double[] lengthScales)
    {
        var whole = Whole(encoding);
        int[] ordered =
            [.. Enumerable.Range(0, encoding.Axes.Count).Where(i => !encoding.Axes[i].IsCategorical && !encoding.Axes[i].IsPoint)];
        if (ordered.Length < FewestDimensions)
        {
            return whole;
        }

        var length = Length(losses, ordered.Length);
        var mean = Math.Exp(ordered.Average(i => Math.Log(lengthScales[i])));
        foreach (var i in ordered)
        {
            var reach = 0.5 * length * Math.Clamp(lengthScales[i] / mean, 0.25, 4);
            whole.Lower[i] = Math.Max(0, centre[i] - reach);
            whole.Upper[i] = Math.Min(1, centre[i] + reach);
        }

        return whole;
    }

    /// <summary>The side: doubled after three improvements in a row, halved after as many failures as there are dimensions.</summary>
    public static double Length(IReadOnlyList<double> losses, int dimensions)
    {
        var (length, better, worse) = (FirstLength, 0, 0);
        var known = new List<double>(losses.Count); // ascending
        foreach (var loss in losses)
        {
            var improves = double.IsFinite(loss)
                && (known.Count == 0 || known[0] - loss > LeastGain * (known[known.Count / 2] - known[0]));
            (better, worse) = improves ? (better + 1, 0) : (0, worse + 1);
            if (double.IsFinite(loss))
            {
                var place = known.BinarySearch(loss);
                known.Insert(place < 0 ? ~place : place, loss);
            }

            if (better == Successes)
            {
                (length, better) = (Math.Min(LongestLength, 2 * length), 0);
            }

            if (worse == dimensions)
            {
                (length, worse) = (length / 2, 0);
            }

            if (length < ShortestLength)
            {
                length = FirstLength; // nothing left to gain here: look around again
            }
        }

        return length;
    }

    /// <summary>Whether a coordinate of a parameter lies inside.</summary>
    public bool Contains(int parameter, double coordinate) => coordinate >= Lower[parameter] && coordinate <= Upper[parameter];

    /// <summary>A uniform draw on a parameter's axis, moved into the region.</summary>
    public double FromUniform(Axis axis, int parameter, double uniform) => axis.IsCategorical
        ? axis.FromUniform(uniform)
        : axis.Snap(axis.FromUniform(Lower[parameter] + uniform * (Upper[parameter] - Lower[parameter])));
}
