namespace Orchestrator.Search.MultiObjective;

/// <summary>Who is beaten by whom when several losses count.</summary>
public static class ParetoFront
{
    /// <summary>Whether <paramref name="a"/> is nowhere worse than <paramref name="b"/> and somewhere better.</summary>
    public static bool Dominates(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        var better = false;
        for (var i = 0; i < a.Count; i++)
        {
            if (a[i] > b[i])
            {
                return false;
            }

            better |= a[i] < b[i];
        }

        return better;
    }

    /// <summary>Indices of the points that no other dominates, in order; of equal points all.</summary>
    public static IReadOnlyList<int> Of(IReadOnlyList<IReadOnlyList<double>> points) =>
        [.. Enumerable.Range(0, points.Count).Where(i => points.All(other => !Dominates(other, points[i])))];

    /// <summary>The front of each point: 0 = not dominated, 1 = dominated by members of front 0 only, and so on.</summary>
    /// <remarks>Fast non-dominated sorting: Deb, Pratap, Agarwal and Meyarivan, "NSGA-II", IEEE Trans. Evol. Comput. 6, 2002.</remarks>
    public static int[] Ranks(IReadOnlyList<IReadOnlyList<double>> points)
    {
        var ranks = new int[points.Count];
        var beaten = new List<int>[points.Count];
        var beatenBy = new int[points.Count];
        for (var i = 0; i < points.Count; i++)
        {
            beaten[i] = [.. Enumerable.Range(0, points.Count).Where(j => Dominates(points[i], points[j]))];
            foreach (var j in beaten[i])
            {
                beatenBy[j]++;
            }
        }

        var front = Enumerable.Range(0, points.Count).Where(i => beatenBy[i] == 0).ToList();
        for (var rank = 0; front.Count > 0; rank++)
        {
            var next = new List<int>();
            foreach (var i in front)
            {
                ranks[i] = rank;
                next.AddRange(beaten[i].Where(j => --beatenBy[j] == 0));
            }

            front = next;
        }

        return ranks;
    }
}
