using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Encoding;

namespace Orchestrator.Search.Samplers;

/// <summary>
/// The points of observed configurations, remembered from one request to the next, because encoding a thousand trials costs more
/// than some samplers do. Configurations are immutable, so that the same reference is the same point.
/// </summary>
internal sealed class PointMemory(SpaceEncoding encoding)
{
    private readonly List<(Configuration Configuration, double[] Point)> known = [];

    /// <summary>One point an observation, with NaN where a parameter does not exist. Not to be changed.</summary>
    public double[][] PointsOf(IReadOnlyList<Observation> observed)
    {
        var points = new double[observed.Count][];
        for (var i = 0; i < points.Length; i++)
        {
            var configuration = observed[i].Configuration;
            if (i == known.Count)
            {
                known.Add((configuration, PointOf(configuration)));
            }
            else if (!ReferenceEquals(known[i].Configuration, configuration))
            {
                known[i] = (configuration, PointOf(configuration));
            }

            points[i] = known[i].Point;
        }

        return points;
    }

    /// <summary>The point of a configuration, with NaN where a parameter does not exist.</summary>
    public double[] PointOf(Configuration configuration)
    {
        var point = encoding.Encode(configuration);
        for (var i = 0; i < point.Length; i++)
        {
            if (!configuration.TryGet(encoding.Space.Parameters[i].Name, out _))
            {
                point[i] = double.NaN;
            }
        }

        return point;
    }
}
