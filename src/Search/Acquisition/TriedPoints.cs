using Orchestrator.Search.Encoding;

namespace Orchestrator.Search.Acquisition;

/// <summary>Where trials were made or are being made.</summary>
internal sealed class TriedPoints
{
    private readonly SpaceEncoding encoding;
    private readonly double[][] features;

    /// <param name="encoding">The space.</param>
    /// <param name="points">The trials' points.</param>
    public TriedPoints(SpaceEncoding encoding, IEnumerable<double[]> points)
    {
        this.encoding = encoding;
        features = [.. points.Select(FeaturesOf)];
    }

    /// <summary>Whether a trial has the same choices and parameters, and every number to within <paramref name="reach"/> of its
    /// range.</summary>
    public bool HasNear(double[] point, double reach)
    {
        var at = FeaturesOf(point);
        foreach (var other in features)
        {
            var f = 0;
            while (f < at.Length && (at[f] == other[f] || (!encoding.IsCategorical(f) && Math.Abs(at[f] - other[f]) <= reach)))
            {
                f++;
            }

            if (f == at.Length)
            {
                return true;
            }
        }

        return false;
    }

    private double[] FeaturesOf(double[] point)
    {
        var found = new double[encoding.Features];
        encoding.Featurize(point, found);
        return found;
    }
}
