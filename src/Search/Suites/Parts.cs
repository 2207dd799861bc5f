using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Randomness;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Encoding;

namespace Orchestrator.Search.Suites;

/// <summary>What the families are made of.</summary>
internal static class Parts
{
    /// <summary>The random numbers of a member of a family.</summary>
    public static RandomStream Random(string family, int seed) => new(SeedSequence.Derive((ulong)seed, -1, -1, family));

    /// <summary>A space of those parameters.</summary>
    public static SearchSpace Space(params IEnumerable<Parameter> parameters) => new(parameters.ToEquatableList());

    /// <summary>Real parameters in [0, 1], called x0, x1, ...</summary>
    public static IEnumerable<Parameter> Reals(int count) => Enumerable.Range(0, count).Select(i => new FloatParameter($"x{i}", 0, 1));

    /// <summary>A choice of <paramref name="levels"/> letters.</summary>
    public static CategoricalParameter Choice(string name, int levels, Condition? condition = null) =>
        new(name, Enumerable.Range(0, levels).Select(level => ((char)('a' + level)).ToString()).ToEquatableList(), condition);

    /// <summary>Choices of so many letters each, called c0, c1, ...</summary>
    public static IEnumerable<Parameter> Choices(int[] levels) => levels.Select((count, i) => Choice($"c{i}", count));

    /// <summary>The indices of the choices of c0, c1, ...</summary>
    public static int[] Levels(Configuration c, int count) => [.. Enumerable.Range(0, count).Select(i => Level(c, $"c{i}"))];

    /// <summary>The condition that a parameter has one of those choices.</summary>
    public static Condition When(string parent, params string[] choices) =>
        new(parent, choices.Select(ParameterValue.Of).ToEquatableList());

    /// <summary>The index of a choice.</summary>
    public static int Level(Configuration c, string name) => c[name].Text![0] - 'a';

    /// <summary>The numbers of x0, x1, ...</summary>
    public static double[] Vector(Configuration c, int count) => [.. Enumerable.Range(0, count).Select(i => c[$"x{i}"].Number)];

    /// <summary>Uniform numbers.</summary>
    public static double[] Uniform(RandomStream random, int count, double low, double high) =>
        [.. Enumerable.Range(0, count).Select(_ => low + random.NextDouble() * (high - low))];

    /// <summary>Normal numbers.</summary>
    public static double[] Normal(RandomStream random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextNormal())];

    /// <summary>A random rotation, a row an axis (modified Gram-Schmidt over normal rows).</summary>
    public static double[][] Rotation(RandomStream random, int count)
    {
        var rows = new List<double[]>();
        while (rows.Count < count)
        {
            var row = Normal(random, count);
            foreach (var other in rows)
            {
                var projection = Dot(row, other);
                row = [.. row.Zip(other, (a, b) => a - projection * b)];
            }

            var norm = Math.Sqrt(Dot(row, row));
            rows.Add([.. row.Select(a => a / norm)]);
        }

        return [.. rows];
    }

    /// <summary>The sum of products.</summary>
    public static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    /// <summary>Component by component.</summary>
    public static double[] Minus(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x - y)];

    /// <summary>Where a number stands between two others, on a logarithmic scale.</summary>
    public static double Place(double value, double low, double high) => Math.Log(value / low) / Math.Log(high / low);

    /// <summary>The least value over all combinations of levels.</summary>
    public static double Least(int[] levels, Func<int[], double> value)
    {
        var (least, at) = (double.PositiveInfinity, new int[levels.Length]);
        while (true)
        {
            least = Math.Min(least, value(at));
            var i = 0;
            while (i < at.Length && ++at[i] == levels[i])
            {
                at[i++] = 0;
            }

            if (i == at.Length)
            {
                return least;
            }
        }
    }

    /// <summary>What a loss lies above the least that <see cref="Descent"/> finds; below it everything counts as equal to it.</summary>
    /// <param name="random">What the descents begin with.</param>
    /// <param name="space">The loss's domain.</param>
    /// <param name="loss">NaN = the trial fails.</param>
    /// <param name="deviation">As of a <see cref="SuiteFunction"/>.</param>
    /// <param name="strays">As of a <see cref="SuiteFunction"/>.</param>
    public static SuiteFunction Above(RandomStream random, SearchSpace space, Func<Configuration, double> loss,
        Func<Configuration, double>? deviation = null, double strays = 0)
    {
        var least = Descent.Least(random, space, loss);
        return new(c => Math.Max(0, loss(c) - least), deviation, strays); // Max passes NaN on
    }

    /// <summary>Whether two configurations have the same parameters and choices, and every number within a part of its range.</summary>
    public static bool Repeats(SpaceEncoding encoding, Configuration a, Configuration b, double within)
    {
        double[] from = encoding.Encode(a), to = encoding.Encode(b);
        return a.Count == b.Count && encoding.Axes.Index().All(axis =>
            a.TryGet(encoding.Space.Parameters[axis.Index].Name, out _) == b.TryGet(encoding.Space.Parameters[axis.Index].Name, out _)
            && (axis.Item.IsCategorical ? from[axis.Index] == to[axis.Index] : Math.Abs(from[axis.Index] - to[axis.Index]) <= within));
    }
}
