namespace Orchestrator.Search.MultiObjective;

/// <summary>The volume that a set of points dominates, up to a reference point: the larger, the better the set.</summary>
/// <remarks>
/// By exclusive volumes: While, Bradstreet and Barone, "A fast way of calculating exact hypervolumes" (WFG), IEEE Trans. Evol. Comput. 16,
/// 2012. In two objectives a sweep over the sorted front.
/// </remarks>
public static class Hypervolume
{
    /// <summary>The volume; 0 where no point is below the reference in every objective.</summary>
    /// <param name="points">One loss an objective each.</param>
    /// <param name="reference">The worst losses of interest, finite.</param>
    public static double Of(IReadOnlyList<IReadOnlyList<double>> points, IReadOnlyList<double> reference)
    {
        var inside = points.Where(point => point.Zip(reference).All(pair => pair.First < pair.Second)).ToList();
        List<IReadOnlyList<double>> front = [.. ParetoFront.Of(inside).Select(i => inside[i]).OrderBy(point => point[0])];
        return reference.Count == 2 ? Area(front, reference) : Volume(front, reference);
    }

    private static double Area(List<IReadOnlyList<double>> front, IReadOnlyList<double> reference)
    {
        double area = 0, ceiling = reference[1];
        foreach (var point in front)
        {
            area += (reference[0] - point[0]) * Math.Max(0, ceiling - point[1]);
            ceiling = Math.Min(ceiling, point[1]);
        }

        return area;
    }

    /// <summary>Each point's box, less what the later points also dominate of it.</summary>
    private static double Volume(List<IReadOnlyList<double>> front, IReadOnlyList<double> reference)
    {
        var volume = 0.0;
        for (var i = 0; i < front.Count; i++)
        {
            var point = front[i];
            var box = point.Zip(reference, (x, r) => r - x).Aggregate(1.0, (a, b) => a * b);
            var rest = front.Skip(i + 1).Select(other => (IReadOnlyList<double>)[.. other.Zip(point, Math.Max)]).ToList();
            volume += box - Of(rest, reference);
        }

        return volume;
    }
}
