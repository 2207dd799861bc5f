using Orchestrator.Contracts.Randomness;

namespace Orchestrator.Search.Suites.Networks;

/// <summary>What the networks learn: few rows, so that what generalizes is not what fits best, and drawn anew for each member.</summary>
internal static class NetworkData
{
    /// <summary>Numbers of a row of <see cref="Surface"/>.</summary>
    public const int Inputs = 3;

    /// <summary>Bases of a sequence of <see cref="Motif"/>.</summary>
    public const int Bases = 20;

    /// <summary>Numbers of a sequence of <see cref="Remembered"/>.</summary>
    public const int Numbers = 8;

    private const int TestRows = 100;

    /// <summary>A draw from a Gaussian process with noise, or on which side of its mean it is.</summary>
    public static NetworkTask<double[]> Surface(RandomStream random, bool classes)
    {
        var training = classes ? 60 : 40;
        var field = new RandomField(random, RandomField.Scales(random, Inputs, 0.6, 2), freedom: 5);
        double[][] places = [.. Enumerable.Range(0, training + TestRows).Select(_ => Parts.Uniform(random, Inputs, 0, 1))];
        double[] heights = [.. places.Select(place => field.At(place))];
        var mean = heights.Average();
        var deviation = Math.Sqrt(heights.Average(height => (height - mean) * (height - mean)));
        double Target(double z) => classes ? (z + 0.3 * random.NextNormal() > 0 ? 1 : 0) : z + 0.2 * random.NextNormal();
        double[] targets = [.. heights.Select(height => Target((height - mean) / deviation))];
        double[][] rows = [.. places.Select(place => place.Select(x => 2 * x - 1).ToArray())];
        return new(rows, targets, training, classes ? OutputLoss.Logits : OutputLoss.Squares);
    }

    /// <summary>Whether a sequence has a motif somewhere, some of whose bases are not as they should be.</summary>
    public static NetworkTask<int[]> Motif(RandomStream random)
    {
        const int training = 60;
        const int length = 5;
        int[] Drawn(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextInt(4))];
        var motif = Drawn(length);
        int[][] rows = [.. Enumerable.Range(0, training + TestRows).Select(_ => Drawn(Bases))];
        var targets = new double[rows.Length];
        foreach (var (index, row) in rows.Index().Where(_ => random.NextDouble() < 0.5))
        {
            targets[index] = 1;
            var place = random.NextInt(Bases - length + 1);
            for (var i = 0; i < length; i++)
            {
                row[place + i] = random.NextDouble() < 0.9 ? motif[i] : row[place + i];
            }
        }

        return new(rows, targets, training, OutputLoss.Logits);
    }

    /// <summary>A number that was read some time ago, and the product of the last two.</summary>
    public static NetworkTask<double[]> Remembered(RandomStream random)
    {
        const int training = 40;
        var back = 2 + random.NextInt(4);
        double[][] rows = [.. Enumerable.Range(0, training + TestRows).Select(_ => Parts.Normal(random, Numbers))];
        double[] targets = [.. rows.Select(row => 0.8 * row[^back] + 0.5 * row[^1] * row[^2] + 0.1 * random.NextNormal())];
        return new(rows, targets, training, OutputLoss.Squares);
    }
}
