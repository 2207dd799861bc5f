namespace Orchestrator.Search.Benchmarks;

/// <summary>The shift and, for some functions, the rotation of one instance: <c>z = R (x - s)</c>.</summary>
internal sealed record ShiftedInstance(double[] Shift, double[][]? Rotation)
{
    private static readonly string[] Families = ["ackley5", "ellipsoid5", "rastrigin5", "sphere5"]; // the index is part of the definition
    private static readonly Dictionary<(string, int), ShiftedInstance> Known = [];

    /// <summary>The instance of a function that a seed chooses.</summary>
    public static ShiftedInstance Of(string function, int seed)
    {
        lock (Known)
        {
            return Known.TryGetValue((function, seed), out var known) ? known : Known[(function, seed)] = Create(function, seed);
        }
    }

    /// <summary>The function's own coordinates of x.</summary>
    public double[] Map(double[] x)
    {
        double[] z = [.. x.Select((value, i) => value - Shift[i])];
        return Rotation is null ? z : [.. Rotation.Select(row => row.Zip(z, (r, v) => r * v).Sum())];
    }

    private static ShiftedInstance Create(string function, int seed)
    {
        const int d = 5;
        var family = Array.IndexOf(Families, function);
        var reach = function == "ackley5" ? 16 : 4;
        double[] shift = [.. Enumerable.Range(0, d).Select(i => reach * (2 * PortableRandom.Uniform(1000 + family, seed, i) - 1))];
        if (function is "ackley5" or "sphere5")
        {
            return new(shift, null);
        }

        var rotation = new List<double[]>(); // modified Gram-Schmidt over normal rows
        for (var i = 0; i < d; i++)
        {
            double[] row = [.. Enumerable.Range(0, d).Select(j => PortableRandom.Normal(2000 + family, seed, i, j))];
            foreach (var other in rotation)
            {
                var projection = row.Zip(other, (a, b) => a * b).Sum();
                row = [.. row.Zip(other, (a, b) => a - projection * b)];
            }

            var norm = Math.Sqrt(row.Sum(a => a * a));
            rotation.Add([.. row.Select(a => a / norm)]);
        }

        return new(shift, [.. rotation]);
    }
}
