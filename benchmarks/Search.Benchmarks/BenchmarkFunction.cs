using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Search.Benchmarks;

/// <summary>A function with a known minimum.</summary>
/// <param name="Name">What the tables call it.</param>
/// <param name="Space">Its domain.</param>
/// <param name="Optimum">Its least value.</param>
/// <param name="Value">The true value at a configuration, of the instance that a seed chooses.</param>
/// <param name="Noisy">Whether optimisers are told the mean of five noisy folds instead.</param>
internal sealed record BenchmarkFunction(string Name, SearchSpace Space, double Optimum, Func<Configuration, int, double> Value,
    bool Noisy = false)
{
    private const int Folds = 5;

    /// <summary>All functions of the regret table.</summary>
    public static IReadOnlyList<BenchmarkFunction> All { get; } =
    [
        new("branin", SpaceOf(Real("x0", -5, 10), Real("x1", 0, 15)), 0.39788735772973816, (c, _) => ClassicalFunctions.Branin(Vector(c))),
        new("hartmann3", Box(3, 0, 1), -3.862779787332663, (c, _) => ClassicalFunctions.Hartmann3(Vector(c))),
        new("hartmann6", Box(6, 0, 1), -3.3223680114155147, (c, _) => ClassicalFunctions.Hartmann6(Vector(c))),
        new("ackley5", Box(5, -32.768, 32.768), 0, (c, seed) =>
            ClassicalFunctions.Ackley(ShiftedInstance.Of("ackley5", seed).Map(Vector(c)))),
        new("rosenbrock4", Box(4, -5, 10), 0, (c, _) => ClassicalFunctions.Rosenbrock(Vector(c))),
        new("rosenbrock4_log", Box(4, 1e-2, 1e2, log: true), 0, (c, _) =>
            ClassicalFunctions.Rosenbrock([.. Vector(c).Select(x => Math.Log10(x))])),
        new("sphere5", Box(5, -5, 5), 0, (c, seed) => ClassicalFunctions.Sphere(ShiftedInstance.Of("sphere5", seed).Map(Vector(c)))),
        new("rastrigin5", Box(5, -5, 5), 0, (c, seed) =>
            ClassicalFunctions.Rastrigin(ShiftedInstance.Of("rastrigin5", seed).Map(Vector(c)))),
        new("ellipsoid5", Box(5, -5, 5), 0, (c, seed) =>
            ClassicalFunctions.Ellipsoid(ShiftedInstance.Of("ellipsoid5", seed).Map(Vector(c)))),
        new("nn_mixed", NetworkFunctions.Conditional, 0.05, (c, _) => NetworkFunctions.ConditionalLoss(c), Noisy: true),
    ];

    /// <summary>The function of that name.</summary>
    public static BenchmarkFunction Named(string name) =>
        All.FirstOrDefault(f => f.Name == name) ?? throw new ArgumentException($"No function is called '{name}'.");

    /// <summary>What an optimiser is told of evaluation <paramref name="trial"/>, from 0: a loss and the variance of that loss, 0 =
    /// exact.</summary>
    /// <remarks>The variance is what the scores of the five folds show, as in a cross-validated sweep.</remarks>
    public (double Loss, double Variance) Told(double value, int seed, int trial)
    {
        if (!Noisy)
        {
            return (value, 0);
        }

        var scores = FoldScores(value, seed, trial);
        var mean = scores.Average();
        return (mean, scores.Sum(score => (score - mean) * (score - mean)) / (Folds - 1) / Folds);
    }

    /// <summary>Losses of the five folds: each fold has its own difficulty, which sums to 0 over folds, and its own noise.</summary>
    public static double[] FoldScores(double value, int seed, int trial)
    {
        var difficulty = Enumerable.Range(0, Folds).Select(k => 0.03 * PortableRandom.Normal(77, seed, k)).ToArray();
        var centre = difficulty.Sum() / Folds;
        return [.. difficulty.Select((d, k) => value + (d - centre) + 0.02 * PortableRandom.Normal(78, seed, trial, k))];
    }

    /// <summary>A space of those parameters.</summary>
    public static SearchSpace SpaceOf(params Parameter[] parameters) => new(parameters.ToEquatableList());

    /// <summary>A real parameter.</summary>
    public static FloatParameter Real(string name, double low, double high, bool log = false) => new(name, low, high, log);

    private static SearchSpace Box(int dimensions, double low, double high, bool log = false) =>
        SpaceOf([.. Enumerable.Range(0, dimensions).Select(i => Real($"x{i}", low, high, log))]);

    private static double[] Vector(Configuration configuration) => [.. configuration.Settings.Select(s => s.Value.Number)];
}
