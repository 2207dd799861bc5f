using Orchestrator.Contracts.Randomness;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Encoding;

namespace Orchestrator.Search.Suites;

/// <summary>Held-out families of shapes: choices in threes, trees, warped axes, a canyon, valleys near the ends of their ranges.</summary>
internal static class Landscapes
{
    private const int LogarithmicAxes = 12;

    private static readonly int[] Genes = [3, 2, 4, 3, 2, 3, 4, 2, 3, 2];

    private static SearchSpace Wood { get; } = Parts.Space(
    [
        .. Parts.Reals(4), new IntParameter("n", 1, 10), new IntParameter("m", 1, 64, Log: true),
        Parts.Choice("c0", 3), Parts.Choice("c1", 4),
    ]);

    private static SearchSpace Warped { get; } = Parts.Space(
        [.. Parts.Reals(5), new IntParameter("n", 1, 12), new IntParameter("m", 4, 256, Log: true)]);

    private static SearchSpace Logarithmic { get; } = Parts.Space(Enumerable.Range(0, LogarithmicAxes)
        .Select(i => new FloatParameter($"x{i}", Math.Pow(10, -2 - i % 4), Math.Pow(10, i % 3), Log: true)));

    /// <summary>All of them.</summary>
    public static IReadOnlyList<SuiteProblem> All { get; } =
    [
        new("epistasis-10", Parts.Space(Parts.Choices(Genes)), Epistasis, Parallel: 8),
        new("forest-8", Wood, Forest),
        new("turning-7", Parts.Space([.. Parts.Reals(5), Parts.Choice("c0", 4), Parts.Choice("c1", 3)]), Turning),
        new("canyon-5", Parts.Space(Parts.Reals(5)), Canyon),
        new("warped-7", Warped, WarpedField, Parallel: 4),
        new("ends-12", Logarithmic, Ends, Parallel: 8),
    ];

    /// <summary>Choices of which each has an effect that depends on two others (Kauffman's NK model).</summary>
    private static SuiteFunction Epistasis(int seed)
    {
        var random = Parts.Random("epistasis", seed);
        int[][] others = [.. Enumerable.Range(0, Genes.Length).Select(i => Others(random, i))];
        double[][] effects = [.. others.Select((two, i) => Parts.Uniform(random, Genes[i] * Genes[two[0]] * Genes[two[1]], 0, 1))];
        double Sum(int[] at)
        {
            var sum = 0.0;
            for (var i = 0; i < at.Length; i++)
            {
                var (a, b) = (others[i][0], others[i][1]);
                sum += effects[i][(at[i] * Genes[a] + at[a]) * Genes[b] + at[b]];
            }

            return sum;
        }

        var least = Parts.Least(Genes, Sum);
        return new(c => Sum(Parts.Levels(c, Genes.Length)) - least);
    }

    /// <summary>The mean of forty trees that split at random: flat pieces, and edges along the axes.</summary>
    private static SuiteFunction Forest(int seed)
    {
        const int trees = 40;
        var random = Parts.Random("forest", seed);
        var encoding = new SpaceEncoding(Wood);
        Tree[] forest = [.. Enumerable.Range(0, trees).Select(_ => new Tree(random, encoding))];
        return Parts.Above(random, Wood, c => encoding.Encode(c) is var x ? forest.Average(tree => tree.At(x)) : 0);
    }

    /// <summary>One choice says where the numbers are best and how they act together, another which of them matter most.</summary>
    private static SuiteFunction Turning(int seed)
    {
        const int d = 5;
        var random = Parts.Random("turning", seed);
        double[] floors = [0, 0.03, 0.06, 0.2], more = [0, 0.02, 0.1];
        random.Shuffle<double>(floors);
        random.Shuffle<double>(more);
        double[][] centres = [.. floors.Select(_ => Parts.Uniform(random, d, 0.15, 0.85))];
        double[][][] rotations = [.. floors.Select(_ => Parts.Rotation(random, d))];
        double[][] steep = [.. more.Select(_ => Parts.Uniform(random, d, 0, 3).Select(log => Math.Pow(10, log)).ToArray())];
        return new(c =>
        {
            var (where, which) = (Parts.Level(c, "c0"), Parts.Level(c, "c1"));
            var z = Parts.Minus(Parts.Vector(c, d), centres[where]);
            return floors[where] + more[which]
                + 0.05 * rotations[where].Select((row, i) => Math.Log(1 + steep[which][i] * Math.Pow(Parts.Dot(row, z), 2))).Sum();
        });
    }

    /// <summary>A narrow canyon along a curve, which falls little by little.</summary>
    private static SuiteFunction Canyon(int seed)
    {
        const int d = 5;
        var random = Parts.Random("canyon", seed);
        double[] waves = Parts.Uniform(random, d, 2, 6), phases = Parts.Uniform(random, d, 0, 2 * Math.PI);
        var end = 0.1 + 0.8 * random.NextDouble();
        return new(c =>
        {
            var x = Parts.Vector(c, d);
            var off = Enumerable.Range(1, d - 1).Sum(i => Math.Pow(x[i] - 0.5 - 0.35 * Math.Sin(waves[i] * x[0] + phases[i]), 2));
            return Math.Log(1 + 100 * off) + 1.5 * Math.Pow(x[0] - end, 2);
        });
    }

    /// <summary>A draw from a Gaussian process whose axes are stretched where Kumaraswamy's distribution is dense.</summary>
    private static SuiteFunction WarpedField(int seed)
    {
        const int d = 7;
        var random = Parts.Random("warped", seed);
        var encoding = new SpaceEncoding(Warped);
        var field = new RandomField(random, RandomField.Scales(random, d, 0.3, 1), freedom: 5);
        double[] a = RandomField.Scales(random, d, 0.3, 3), b = RandomField.Scales(random, d, 0.3, 3);
        double Value(Configuration c) =>
            field.At([.. encoding.Encode(c).Select((x, i) => 1 - Math.Pow(1 - Math.Pow(x, a[i]), b[i]))]);
        return Parts.Above(random, Warped, Value);
    }

    /// <summary>Valleys over logarithms, steeper on one side than on the other, near the ends of their ranges; neighbours act
    /// together.</summary>
    private static SuiteFunction Ends(int seed)
    {
        var random = Parts.Random("ends", seed);
        var encoding = new SpaceEncoding(Logarithmic);
        double[] weights = [.. Enumerable.Range(0, LogarithmicAxes).Select(i => Math.Pow(0.75, i))],
            centres = [.. Parts.Uniform(random, LogarithmicAxes, 0.04, 0.2).Select(edge => random.NextDouble() < 0.5 ? edge : 1 - edge)],
            right = Parts.Uniform(random, LogarithmicAxes, 0.3, 3);
        random.Shuffle<double>(weights);
        return new(
            c =>
            {
                double[] z = [.. Parts.Minus(encoding.Encode(c), centres).Select((v, i) => v > 0 ? right[i] * v : -v)];
                return z.Select((v, i) => weights[i] * (Math.Pow(v, 1.5) + 0.5 * v * z[(i + 1) % LogarithmicAxes])).Sum();
            },
            _ => 0.03);
    }

    private static int[] Others(RandomStream random, int i)
    {
        int[] all = [.. Enumerable.Range(0, Genes.Length).Where(other => other != i)];
        random.Shuffle<int>(all);
        return all[..2];
    }

    /// <summary>A balanced tree: every node splits one axis.</summary>
    private sealed class Tree
    {
        private const int Depth = 5;
        private const int Inner = (1 << Depth) - 1;

        private readonly int[] axes;
        private readonly bool[] categorical;
        private readonly double[] thresholds;
        private readonly double[] leaves;

        public Tree(RandomStream random, SpaceEncoding encoding)
        {
            axes = [.. Enumerable.Range(0, Inner).Select(_ => random.NextInt(encoding.Axes.Count))];
            categorical = [.. encoding.Axes.Select(axis => axis.IsCategorical)];
            thresholds = [.. axes.Select(i => encoding.Axes[i] is { IsCategorical: true, Levels: { } levels } axis
                ? axis.Coordinate(random.NextInt((int)levels)) // one choice goes left
                : 0.1 + 0.8 * random.NextDouble())];
            leaves = Parts.Normal(random, 1 << Depth);
        }

        public double At(double[] x)
        {
            var node = 0;
            while (node < Inner)
            {
                var (axis, threshold) = (axes[node], thresholds[node]);
                node = 2 * node + ((categorical[axis] ? x[axis] == threshold : x[axis] < threshold) ? 1 : 2);
            }

            return leaves[node - Inner];
        }
    }
}
