using Orchestrator.Contracts.Randomness;
using Orchestrator.Search.Surrogates;

namespace Orchestrator.Search.Tests.Surrogates;

/// <summary>Random rows of two numeric features and a categorical one, with smooth outcomes.</summary>
internal static class Tables
{
    public static (FeatureTable Table, double[] Outcomes) Random(int rows, ulong seed = 1)
    {
        var random = new RandomStream(seed);
        var table = new FeatureTable([false, false, true]);
        var outcomes = new double[rows];
        for (var i = 0; i < rows; i++)
        {
            double[] features = [random.NextDouble(), random.NextDouble(), random.NextInt(3)];
            table.Add(features);
            outcomes[i] = Math.Sin(5 * features[0]) + features[1] * features[1] + 0.3 * features[2] - 0.5;
        }

        return (table, outcomes);
    }

    /// <summary>The covariance of the trends at two rows, by the formula.</summary>
    public static double Trend(FeatureTable table, int i, int j)
    {
        var sum = table[i, 2] == table[j, 2] ? 2.0 : 0;
        for (var f = 0; f < 2; f++)
        {
            double u = 2 * table[i, f] - 1, v = 2 * table[j, f] - 1;
            sum += 3 * u * v + 3 * u * u * v * v;
        }

        return sum / 3;
    }
}
