using Orchestrator.Contracts.Randomness;

namespace Orchestrator.Search.Surrogates;

/// <summary>Trees grown from bootstrap samples: the spread of their predictions tells how much is known of a point.</summary>
/// <remarks>Breiman 2001; as a surrogate: Hutter, Hoos and Leyton-Brown, "Sequential model-based optimization", LION 5, 2011, section
/// 4.1.</remarks>
public sealed class RandomForest
{
    private const int LeafSize = 1;
    private const double LeastVariance = 1e-10;

    private readonly RegressionTree[] trees;

    /// <summary>Grows a forest.</summary>
    /// <param name="table">Features, a row an observation; at least one row.</param>
    /// <param name="outcomes">One a row.</param>
    /// <param name="count">Number of trees, at least 1.</param>
    /// <param name="random">For the bootstrap and the splits.</param>
    public RandomForest(FeatureTable table, double[] outcomes, int count, RandomStream random)
    {
        var tried = Math.Max(1, (int)Math.Ceiling(table.Features * 5 / 6.0));
        trees = new RegressionTree[count];
        for (var t = 0; t < count; t++)
        {
            int[] rows = [.. Enumerable.Range(0, table.Count).Select(_ => random.NextInt(table.Count))];
            trees[t] = RegressionTree.Grow(table, outcomes, rows, tried, LeafSize, random);
        }
    }

    /// <summary>The trees.</summary>
    internal IReadOnlyList<RegressionTree> Members => trees;

    /// <summary>Mean and variance of the outcome at a point: of a mixture of the trees' leaves.</summary>
    public (double Mean, double Variance) Predict(ReadOnlySpan<double> features)
    {
        double sum = 0, squares = 0;
        foreach (var tree in trees)
        {
            var (mean, variance) = tree.Predict(features);
            sum += mean;
            squares += mean * mean + variance;
        }

        var average = sum / trees.Length;
        return (average, Math.Max(LeastVariance, squares / trees.Length - average * average));
    }
}
