using Orchestrator.Contracts.Randomness;
using Orchestrator.Contracts.SearchSpaces;

namespace Orchestrator.Search.Suites;

/// <summary>Tuning families drawn at random rather than designed: Gaussian processes and networks. Their least value is what
/// <see cref="Descent"/> finds.</summary>
internal static class RandomSurfaces
{
    private const int Units = 10;
    private const int Inputs = 5;
    private const int Kinds = 3;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<SuiteProblem> All { get; } =
    [
        new("field-2", Parts.Space(Parts.Reals(2)), seed => Field(2, seed, 0.12, 0.3, freedom: 3)),
        new("field-6", Parts.Space(Parts.Reals(6)), seed => Field(6, seed, 0.3, 2, RandomField.Smooth)),
        new("field-12", Parts.Space(Parts.Reals(12)), seed => Field(12, seed, 0.5, 3, freedom: 5), Parallel: 8),
        new("subspaces-20", Parts.Space(Parts.Reals(20)), Subspaces),
        new("perceptron", Parts.Space([.. Parts.Reals(Inputs), Parts.Choice("c0", Kinds)]), Perceptron),
        new("noisy-field-4", Parts.Space(Parts.Reals(4)), NoisyField),
    ];

    /// <summary>A draw from a Gaussian process, the rougher the lower its dimension.</summary>
    private static SuiteFunction Field(int dimensions, int seed, double shortest, double longest, int freedom)
    {
        var random = Parts.Random($"field {dimensions}", seed);
        var field = new RandomField(random, RandomField.Scales(random, dimensions, shortest, longest), freedom);
        var least = Descent.Least(random, dimensions, x => field.At(x));
        return new(c => Above(field.At(Parts.Vector(c, dimensions)), least));
    }

    /// <summary>The sum of two draws, of a pair and of a triple of the parameters; the other fifteen matter nothing.</summary>
    private static SuiteFunction Subspaces(int seed)
    {
        const int d = 20;
        var random = Parts.Random("subspaces", seed);
        int[] order = [.. Enumerable.Range(0, d)];
        random.Shuffle<int>(order);
        RandomField pair = new(random, RandomField.Scales(random, 2, 0.2, 0.6), freedom: 5),
            triple = new(random, RandomField.Scales(random, 3, 0.3, 0.8), freedom: 5);
        double leastPair = Descent.Least(random, 2, x => pair.At(x)), leastTriple = Descent.Least(random, 3, x => triple.At(x));
        return new(c =>
        {
            double[] x = Parts.Vector(c, d), moved = [.. order.Take(5).Select(axis => x[axis])];
            return Above(pair.At(moved.AsSpan(0, 2)), leastPair) + Above(triple.At(moved.AsSpan(2)), leastTriple);
        });
    }

    /// <summary>A network of two hidden layers with random weights; a choice is three more inputs, of which one is on.</summary>
    private static SuiteFunction Perceptron(int seed)
    {
        var random = Parts.Random("perceptron", seed);
        double[][] first = Weights(random, Units, Inputs + Kinds, 1.5), second = Weights(random, Units, Units, 2);
        var last = Parts.Normal(random, Units);
        double Output(double[] x, int kind)
        {
            double[] input = [.. x.Select(v => 4 * v - 2), .. Enumerable.Range(0, Kinds).Select(k => k == kind ? 2.0 : 0)];
            return Parts.Dot(last, Layer(second, Layer(first, input)));
        }

        var least = Enumerable.Range(0, Kinds).Min(kind => Descent.Least(random, Inputs, x => Output(x, kind)));
        return new(c => Above(Output(Parts.Vector(c, Inputs), Parts.Level(c, "c0")), least));
    }

    /// <summary>A smooth draw whose folds differ by another draw's exponential: tenfold between one place and another.</summary>
    private static SuiteFunction NoisyField(int seed)
    {
        const int d = 4;
        var random = Parts.Random("noisy field", seed);
        RandomField field = new(random, RandomField.Scales(random, d, 0.3, 1), freedom: 5),
            noise = new(random, RandomField.Scales(random, d, 0.5, 1), RandomField.Smooth);
        var least = Descent.Least(random, d, x => field.At(x));
        return new(c => Above(field.At(Parts.Vector(c, d)), least), c => 0.1 * Math.Exp(noise.At(Parts.Vector(c, d))));
    }

    private static double[][] Weights(RandomStream random, int rows, int columns, double gain) =>
        [.. Enumerable.Range(0, rows).Select(_ => Parts.Normal(random, columns).Select(w => gain * w / Math.Sqrt(columns)).ToArray())];

    private static double[] Layer(double[][] weights, double[] input) => [.. weights.Select(row => Math.Tanh(Parts.Dot(row, input)))];

    private static double Above(double value, double least) => Math.Max(0, value - least);
}
