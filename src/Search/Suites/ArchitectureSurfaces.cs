using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.SearchSpaces.Constraints;

namespace Orchestrator.Search.Suites;

/// <summary>Tuning families of architectures: mostly integers and choices that act on one another.</summary>
internal static class ArchitectureSurfaces
{
    private const int Operations = 8;
    private const int Widths = 8;
    private const int WidthStep = 16;
    private const int MostFilters = 512;
    private const int MostWeights = 12_000;
    private const int MostReach = 80;

    private static readonly int[] CellLevels = [.. Enumerable.Repeat(4, Operations), 8, Widths];
    private static readonly string[] Names = [.. Enumerable.Range(0, Operations).Select(i => $"c{i}"), "depth", "width"];

    private static SearchSpace Cell { get; } = Parts.Space(
    [
        .. Parts.Choices(CellLevels[..Operations]), new IntParameter("depth", 1, 8),
        new IntParameter("width", WidthStep, WidthStep * Widths, Step: WidthStep),
    ]);

    private static SearchSpace Convolutions { get; } = Parts.Space(
        new IntParameter("layers", 1, 8), new IntParameter("kernel", 3, 25, Step: 2),
        new IntParameter("filters", 16, MostFilters, Log: true),
        Parts.Choice("dilation", 3), new IntParameter("pool", 1, 6), new FloatParameter("rate", 1e-5, 1e-1, Log: true)) with
    {
        Constraints = [Constraint.Parse($"filters * kernel * layers <= {MostWeights}"),
            Constraint.Parse($"layers * (kernel - 1) <= {MostReach}")],
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<SuiteProblem> All { get; } =
        [new("cells", Cell, Cells, Parallel: 8), new("receptive-field", Convolutions, ReceptiveField)];

    /// <summary>Operations in a row, each with an effect and one together with the next; the last of them says which depth, and the depth
    /// which width.</summary>
    private static SuiteFunction Cells(int seed)
    {
        var random = Parts.Random("cells", seed);
        double[][] own = [.. CellLevels.Select(levels => Parts.Normal(random, levels).Select(effect => 0.5 * effect).ToArray())];
        double[][][] joint = [.. Enumerable.Range(0, Operations - 1).Select(i => Enumerable.Range(0, CellLevels[i])
            .Select(_ => Parts.Normal(random, CellLevels[i + 1])).ToArray())];
        double[] depths = Parts.Uniform(random, 4, 0, 7);
        double slope = 2 * random.NextDouble() - 1, middle = 2 + 3 * random.NextDouble();
        Array.Clear(own[Operations]); // numbers act smoothly, through what follows
        Array.Clear(own[Operations + 1]);
        double Joint(int i, int a, int b) => i < Operations - 1 ? joint[i][a][b]
            : i == Operations - 1 ? 0.2 * Math.Pow(b - depths[a], 2) : 0.1 * Math.Pow(b - middle - slope * (a - 3.5), 2);

        // The least over all that stands behind a level, from the last back to the first (Viterbi).
        var behind = new double[CellLevels[^1]];
        for (var i = CellLevels.Length - 2; i >= 0; i--)
        {
            behind = [.. Enumerable.Range(0, CellLevels[i]).Select(a =>
                Enumerable.Range(0, CellLevels[i + 1]).Min(b => Joint(i, a, b) + own[i + 1][b] + behind[b]))];
        }

        var least = Enumerable.Range(0, CellLevels[0]).Min(a => own[0][a] + behind[a]);
        return new(c =>
        {
            int[] at = [.. Parts.Levels(c, Operations), (int)c["depth"].Number - 1, (int)c["width"].Number / WidthStep - 1];
            return at.Select((level, i) => own[i][level] + (i + 1 < at.Length ? Joint(i, level, at[i + 1]) : 0)).Sum() - least;
        });
    }

    /// <summary>Convolutions that have to see as far as a motif's partners lie apart, with as many filters as the weights allowed leave
    /// room for.</summary>
    private static SuiteFunction ReceptiveField(int seed)
    {
        var random = Parts.Random("receptive field", seed);
        double target = 4 + 3 * random.NextDouble(), motif = 5 + 2 * random.NextInt(8), rate = -4 + 2 * random.NextDouble();
        double[] dilations = Parts.Uniform(random, 3, 0, 0.06);
        double deep = 1 + random.NextInt(6), pools = 1 + random.NextInt(6);
        double Shape(double layers, double kernel, double filters, int dilation, double pool)
        {
            var seen = Math.Log2(1 + layers * (kernel - 1) * Math.Pow(2, dilation) * Math.Sqrt(pool));
            return 0.4 * (1 - Math.Exp(-Math.Pow(seen - target, 2))) + 0.08 * Math.Log2(MostFilters / filters)
                + 0.15 * (1 - Math.Exp(-0.02 * Math.Pow(kernel - motif, 2))) + dilations[dilation] + 0.01 * Math.Pow(layers - deep, 2)
                + 0.01 * Math.Abs(pool - pools);
        }

        // At a shape the most filters that are allowed are best.
        var least = (
            from layers in Enumerable.Range(1, 8)
            from half in Enumerable.Range(1, 12)
            let kernel = 2 * half + 1
            where layers * (kernel - 1) <= MostReach
            from dilation in Enumerable.Range(0, 3)
            from pool in Enumerable.Range(1, 6)
            select Shape(layers, kernel, Math.Min(MostFilters, MostWeights / (kernel * layers)), dilation, pool)).Min();
        return new(c => Shape(c["layers"].Number, c["kernel"].Number, c["filters"].Number, Parts.Level(c, "dilation"), c["pool"].Number)
            - least + 0.3 * (1 - Math.Exp(-0.5 * Math.Pow(Math.Log10(c["rate"].Number) - rate - 0.1 * (c["layers"].Number - deep), 2))));
    }
}
