using Orchestrator.Contracts.Randomness;
using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Search.Suites;

/// <summary>Held-out families of models that are fitted to drawn rows, and of their average. Their least value is what
/// <see cref="Descent"/> finds.</summary>
internal static class FittedModels
{
    private const int Columns = 16;
    private const int Learners = 3;

    private static SearchSpace Linear { get; } = Parts.Space(
        new FloatParameter("penalty", 1e-3, 1e4, Log: true), new IntParameter("features", 1, Columns), new FloatParameter("exponent", 0, 2),
        new FloatParameter("scale", 0.5, 1.5), Parts.Choice("order", 3));

    private static SearchSpace Kernel { get; } = Parts.Space(
        new FloatParameter("width", 1e-2, 1e2, Log: true), new FloatParameter("penalty", 1e-6, 1e2, Log: true));

    private static SearchSpace Stack { get; } = Parts.Space(
        [.. Enumerable.Range(0, Learners).SelectMany(Learner), Parts.Choice("average", 2), new FloatParameter("shrink", 0, 1)]);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<SuiteProblem> All { get; } =
    [
        new("ridge", Linear, Ridge),
        new("kernel-ridge-2", Kernel, KernelRidge),
        new("ensemble-20", Stack, Ensemble, Parallel: 4),
    ];

    /// <summary>The true error of ridge regression on 40 rows, some of whose columns are kept: in the order of their correlation, of what
    /// is known beforehand, or of their effect beside all others. Columns that correlate less are penalized more.</summary>
    private static SuiteFunction Ridge(int seed)
    {
        const int rows = 40;
        var random = Parts.Random("ridge", seed);
        double[][] x = [.. Enumerable.Range(0, rows).Select(_ => Correlated(random))];
        double[] effects = [.. Parts.Normal(random, Columns).Select((z, j) => j % 3 == 0 ? z : 0.15 * z)];
        random.Shuffle<double>(effects);
        double[] y = [.. x.Select(row => Parts.Dot(row, effects) + 1.5 * random.NextNormal())];
        double[][] gram = [.. Enumerable.Range(0, Columns).Select(i =>
            Enumerable.Range(0, Columns).Select(j => x.Sum(row => row[i] * row[j])).ToArray())];
        double[] moments = [.. Enumerable.Range(0, Columns).Select(j => x.Zip(y, (row, target) => row[j] * target).Sum())];
        double[] correlations = [.. moments.Select((m, j) => Math.Abs(m) / Math.Sqrt(gram[j][j] * Parts.Dot(y, y)))];
        var least = correlations.Max();
        double[] joint = [.. SmallMatrix.Solve(gram, moments, Enumerable.Repeat(1.0, Columns)).Select(Math.Abs)],
            known = [.. effects.Select(effect => Math.Abs(effect) + 0.4 * random.NextDouble())];
        int[][] orders = [.. new[] { correlations, known, joint }.Select(by =>
            Enumerable.Range(0, Columns).OrderByDescending(j => by[j]).ToArray())];
        var everything = Error(effects);
        double Risk(Configuration c)
        {
            int[] kept = orders[Parts.Level(c, "order")][..(int)c["features"].Number];
            double penalty = c["penalty"].Number, exponent = c["exponent"].Number;
            double[][] part = [.. kept.Select(i => kept.Select(j => gram[i][j]).ToArray())];
            var fitted = SmallMatrix.Solve(part, [.. kept.Select(j => moments[j])],
                kept.Select(j => penalty * Math.Pow(correlations[j] / least, -exponent)));
            var miss = effects.ToArray();
            for (var i = 0; i < kept.Length; i++)
            {
                miss[kept[i]] -= c["scale"].Number * fitted[i];
            }

            return Error(miss) / everything;
        }

        return Parts.Above(random, Linear, Risk, _ => 0.03);
    }

    /// <summary>Kernel ridge regression with a Gaussian kernel: the error of each of 24 rows when it is left out.</summary>
    private static SuiteFunction KernelRidge(int seed)
    {
        const int rows = 24;
        var random = Parts.Random("kernel ridge", seed);
        var field = new RandomField(random, RandomField.Scales(random, 3, 0.4, 2), freedom: 5);
        double[][] x = [.. Enumerable.Range(0, rows).Select(_ => Parts.Uniform(random, 3, 0, 2))];
        double[] y = [.. x.Select(row => field.At(row) + 0.3 * random.NextNormal())];
        double[][] squares = [.. x.Select(a => x.Select(b => Parts.Minus(a, b)).Select(d => Parts.Dot(d, d)).ToArray())];
        double Score(Configuration c)
        {
            var (width, penalty) = (c["width"].Number, c["penalty"].Number);
            double Covariance(double square, bool same) => Math.Exp(-square / (2 * width * width)) + (same ? penalty : 0);
            var inverse = SmallMatrix.Inverse([.. squares.Select((row, i) => row.Select((s, j) => Covariance(s, i == j)).ToArray())]);
            return inverse.Select((row, i) => Math.Pow(Parts.Dot(row, y) / row[i], 2)).Average();
        }

        return Parts.Above(random, Kernel, Score);
    }

    /// <summary>The average of up to three learners, each with parameters of its own: what they get wrong together stays, and without any
    /// the trial fails.</summary>
    private static SuiteFunction Ensemble(int seed)
    {
        var random = Parts.Random("ensemble", seed);
        var shrink = random.NextDouble();
        double[] floors = Parts.Uniform(random, Learners, 0.3, 0.5), shared = Parts.Uniform(random, Learners, 0.4, 0.9),
            rates = Parts.Uniform(random, Learners, 0.2, 0.8), penalties = Parts.Uniform(random, Learners, 0.2, 0.8),
            dropouts = Parts.Uniform(random, Learners, 0, 0.5), depths = Parts.Uniform(random, Learners, 1, 8);
        double Error(Configuration c, int k)
        {
            double rate = Parts.Place(c[$"rate{k}"].Number, 1e-4, 1) - rates[k], deep = (c[$"depth{k}"].Number - depths[k]) / 7;
            return floors[k] + 0.6 * (1 - Math.Exp(-6 * Math.Pow(rate + 0.3 * deep, 2))) + 0.3 * deep * deep
                + 0.4 * Math.Pow(Parts.Place(c[$"penalty{k}"].Number, 1e-6, 1) - penalties[k], 2)
                + 0.5 * Math.Pow(c[$"dropout{k}"].Number - dropouts[k], 2);
        }

        double Loss(Configuration c)
        {
            int[] used = [.. Enumerable.Range(0, Learners).Where(k => Parts.Level(c, $"use{k}") == 0)];
            if (used.Length == 0)
            {
                return double.NaN;
            }

            var ranks = Parts.Level(c, "average") == 1;
            double[] weights = [.. used.Select(k => ranks ? Math.Sqrt(c[$"weight{k}"].Number) : c[$"weight{k}"].Number)],
                errors = [.. used.Select(k => Math.Sqrt(Error(c, k)))];
            var sum = 0.0;
            for (var i = 0; i < used.Length; i++)
            {
                for (var j = 0; j < used.Length; j++)
                {
                    var together = i == j ? 1 : shared[(used[i] + used[j]) % Learners] - (ranks ? 0.05 : 0);
                    sum += weights[i] * weights[j] * together * errors[i] * errors[j];
                }
            }

            return sum / Math.Pow(weights.Sum(), 2) + 0.05 * Math.Pow(c["shrink"].Number - shrink, 2) + (ranks ? 0.01 : 0);
        }

        return Parts.Above(random, Stack, Loss, _ => 0.01, strays: 0.02);
    }

    private static IEnumerable<Parameter> Learner(int k)
    {
        var used = Parts.When($"use{k}", "a");
        return
        [
            Parts.Choice($"use{k}", 2), new FloatParameter($"weight{k}", 0.05, 1, Condition: used),
            new FloatParameter($"rate{k}", 1e-4, 1, Log: true, Condition: used),
            new FloatParameter($"penalty{k}", 1e-6, 1, Log: true, Condition: used), new IntParameter($"depth{k}", 1, 8, Condition: used),
            new FloatParameter($"dropout{k}", 0, 0.6, Condition: used),
        ];
    }

    private static double[] Correlated(RandomStream random)
    {
        var row = Parts.Normal(random, Columns);
        for (var j = 1; j < Columns; j++)
        {
            row[j] = 0.6 * row[j - 1] + 0.8 * row[j];
        }

        return row;
    }

    /// <summary>The mean square of a row's sum, where columns correlate as those of <see cref="Correlated"/>.</summary>
    private static double Error(double[] effects) =>
        effects.Select((a, i) => effects.Select((b, j) => a * b * Math.Pow(0.6, Math.Abs(i - j))).Sum()).Sum();
}
