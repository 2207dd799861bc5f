using Orchestrator.Contracts.Randomness;

namespace Orchestrator.Models.Forest;

/// <summary>Grows random forests. The same rows, settings and seed give the same forest, whatever the number of threads.</summary>
public static class ForestTraining
{
    /// <summary>Grows a forest.</summary>
    /// <param name="rows">(rows, width) features, row-major; finite.</param>
    /// <param name="width">Number of features, at least 1.</param>
    /// <param name="targets">Of the same rows.</param>
    /// <param name="settings">How to grow.</param>
    /// <param name="seed">Draws the bootstrap samples and the features of the splits.</param>
    /// <param name="stop">Ends the growth before the next tree.</param>
    /// <returns>The forest, and its out-of-bag score: of each row what the trees say whose sample lacks it; of classes and labels the share
    /// that is right, of values the mean R^2. NaN where no row was left out.</returns>
    /// <exception cref="ArgumentException">The numbers do not fill the rows, one is not finite, or a setting is out of range.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public static (RandomForest Forest, double OutOfBag) Grow(
        ReadOnlySpan<float> rows, int width, ForestTargets targets, ForestSettings settings, ulong seed, CancellationToken stop = default)
    {
        settings.Check();
        var columns = new FeatureColumns(rows, width);
        if (columns.Rows != targets.Rows)
        {
            throw new ArgumentException($"{columns.Rows} rows of features for {targets.Rows} targets.", nameof(rows));
        }

        var trees = new (TreeNodes Nodes, double[] Importance)[settings.Trees];
        Parallel.For(0, trees.Length, new() { MaxDegreeOfParallelism = settings.Threads, CancellationToken = stop }, tree =>
        {
            var random = StreamOf(seed, tree);
            var drawn = Bootstrap(random, columns.Rows);
            trees[tree] = targets.Classes is not null
                ? new TreeBuilder<ClassSums>(columns, settings, new(targets), targets.Outputs, false).Grow(drawn, random)
                : new TreeBuilder<ColumnSums>(columns, settings, new(targets), targets.Outputs, targets.HasMissing).Grow(drawn, random);
        });

        var forest = Join(trees, width, targets.Outputs);
        return (forest, OutOfBag.Score(forest, rows, targets, tree => Bootstrap(StreamOf(seed, tree), columns.Rows)));
    }

    private static RandomStream StreamOf(ulong seed, int tree) => new(SeedSequence.Derive(seed, tree, -1, "tree"));

    /// <summary>How often each row comes up when as many are drawn with replacement as there are.</summary>
    private static ushort[] Bootstrap(RandomStream random, int rows)
    {
        var counts = new ushort[rows];
        for (var i = 0; i < rows; i++)
        {
            counts[random.NextInt(rows)]++;
        }

        return counts;
    }

    private static RandomForest Join((TreeNodes Nodes, double[] Importance)[] trees, int width, int outputs)
    {
        var (roots, all, importance) = (new int[trees.Length], new TreeNodes(), new double[width]);
        for (var tree = 0; tree < trees.Length; tree++)
        {
            var (nodes, own) = trees[tree];
            var (first, leaves, total) = (all.Child.Count, all.Values.Count / outputs, own.Sum());
            roots[tree] = first;
            all.Feature.AddRange(nodes.Feature);
            all.Threshold.AddRange(nodes.Threshold);
            all.Child.AddRange(nodes.Child.Select(child => child < 0 ? child - leaves : child + first));
            all.Values.AddRange(nodes.Values);
            for (var feature = 0; total > 0 && feature < width; feature++)
            {
                importance[feature] += own[feature] / total;
            }
        }

        var sum = importance.Sum();
        return new([.. roots], [.. all.Feature], [.. all.Threshold], [.. all.Child], [.. all.Values],
            Array.ConvertAll(importance, value => sum > 0 ? (float)(value / sum) : 0), outputs);
    }
}
