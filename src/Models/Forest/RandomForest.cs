namespace Orchestrator.Models.Forest;

/// <summary>
/// A random forest (Breiman 2001, Machine Learning 45): the mean of what many trees say, each grown on a bootstrap sample of the rows.
/// Grown by <see cref="ForestTraining"/>.
/// </summary>
public sealed class RandomForest
{
    private readonly int[] roots, feature, child;
    private readonly float[] threshold, values, importance;

    /// <param name="roots">The first node of each tree.</param>
    /// <param name="feature">Of each node the feature that it splits by.</param>
    /// <param name="threshold">Of each node the largest value of the feature that goes left.</param>
    /// <param name="child">Of each node its left child, the right one being the next; of a leaf -1 - its number.</param>
    /// <param name="values">(leaves, outputs) what the leaves say.</param>
    /// <param name="importance">Of each feature the share of impurity that it took away.</param>
    /// <param name="outputs">Numbers of a leaf, at least 1.</param>
    /// <exception cref="ArgumentException">They do not make a forest.</exception>
    public RandomForest(int[] roots, int[] feature, float[] threshold, int[] child, float[] values, float[] importance, int outputs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        (this.roots, this.feature, this.threshold, this.child) = (roots, feature, threshold, child);
        (this.values, this.importance, Outputs) = (values, importance, outputs);
        Check();
    }

    /// <summary>Number of trees.</summary>
    public int Trees => roots.Length;

    /// <summary>Number of features.</summary>
    public int Width => importance.Length;

    /// <summary>Numbers that it says of a row.</summary>
    public int Outputs { get; }

    /// <summary>The first node of each tree.</summary>
    public ReadOnlySpan<int> Roots => roots;

    /// <summary>Of each node the feature that it splits by.</summary>
    public ReadOnlySpan<int> Feature => feature;

    /// <summary>Of each node the largest value of the feature that goes left.</summary>
    public ReadOnlySpan<float> Threshold => threshold;

    /// <summary>Of each node its left child, the right one being the next; of a leaf -1 - its number.</summary>
    public ReadOnlySpan<int> Child => child;

    /// <summary>(leaves, outputs) what the leaves say.</summary>
    public ReadOnlySpan<float> Values => values;

    /// <summary>Of each feature the share of the impurity that its splits took away, the mean over trees; they add up to 1, or are 0 where
    /// no tree has a split (Gini importance, Breiman et al. 1984).</summary>
    public ReadOnlySpan<float> Importance => importance;

    /// <summary>What it says: the probabilities of classes or labels, the means of values.</summary>
    /// <param name="rows">(rows, <see cref="Width"/>), row-major.</param>
    /// <returns>(rows, <see cref="Outputs"/>).</returns>
    /// <exception cref="ArgumentException">The numbers do not fill rows.</exception>
    public float[] Predict(ReadOnlySpan<float> rows)
    {
        if (rows.Length % Width != 0)
        {
            throw new ArgumentException($"{rows.Length} numbers do not fill rows of {Width} features.", nameof(rows));
        }

        var said = new float[rows.Length / Width * Outputs];
        var sum = new double[Outputs];
        for (var row = 0; row < rows.Length / Width; row++)
        {
            Array.Clear(sum);
            for (var tree = 0; tree < roots.Length; tree++)
            {
                AddTree(tree, rows.Slice(row * Width, Width), sum);
            }

            for (var output = 0; output < sum.Length; output++)
            {
                said[row * Outputs + output] = (float)(sum[output] / roots.Length);
            }
        }

        return said;
    }

    /// <summary>Adds what one tree says of a row.</summary>
    internal void AddTree(int tree, ReadOnlySpan<float> row, Span<double> sum)
    {
        var node = roots[tree];
        while (child[node] >= 0)
        {
            node = child[node] + (row[feature[node]] <= threshold[node] ? 0 : 1);
        }

        var leaf = (-1 - child[node]) * Outputs;
        for (var output = 0; output < sum.Length; output++)
        {
            sum[output] += values[leaf + output];
        }
    }

    /// <summary>Whatever a file said: every way down ends in a leaf that is there.</summary>
    private void Check()
    {
        var nodes = child.Length;
        if (roots.Length == 0 || importance.Length == 0 || feature.Length != nodes || threshold.Length != nodes
            || values.Length % Outputs != 0)
        {
            throw new ArgumentException(
                $"The forest's parts do not fit: {roots.Length} trees, {nodes} nodes with {feature.Length} features and "
                    + $"{threshold.Length} thresholds, {values.Length} numbers in leaves of {Outputs}.");
        }

        if (Array.Exists(roots, root => root < 0 || root >= nodes))
        {
            throw new ArgumentException($"A tree of the forest begins outside its {nodes} nodes.");
        }

        for (var node = 0; node < nodes; node++)
        {
            // A child stands behind its parent, so that no way down comes back.
            var fits = child[node] < 0
                ? -1L - child[node] < values.Length / Outputs
                : child[node] > node && child[node] + 1 < nodes && feature[node] >= 0 && feature[node] < Width
                    && float.IsFinite(threshold[node]);
            if (!fits)
            {
                throw new ArgumentException($"Node {node} of the forest leads nowhere.");
            }
        }
    }
}
