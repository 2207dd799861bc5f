using Orchestrator.Contracts.Randomness;

namespace Orchestrator.Search.Surrogates;

/// <summary>A regression tree over numbers and categories; each leaf knows the mean and the variance of its outcomes.</summary>
/// <remarks>
/// Breiman, Friedman, Olshen and Stone 1984: splits that reduce the sum of squares most, categories ordered by their mean outcome. A
/// threshold is drawn between the two values it parts, so that trees differ where there are no data (Hutter, Hoos and Leyton-Brown 2011).
/// </remarks>
internal sealed class RegressionTree
{
    private readonly List<Node> growing = [];
    private Node[] nodes = [];

    private RegressionTree()
    {
    }

    /// <summary>Grows a tree.</summary>
    /// <param name="table">Features of all observations.</param>
    /// <param name="outcomes">One a row.</param>
    /// <param name="rows">Rows to learn from, repeats allowed; reordered.</param>
    /// <param name="triedFeatures">Features that a split may choose from, drawn anew for each.</param>
    /// <param name="leafSize">Rows below which a node is not split.</param>
    /// <param name="random">For thresholds and tried features.</param>
    public static RegressionTree Grow(FeatureTable table, double[] outcomes, int[] rows, int triedFeatures, int leafSize,
        RandomStream random)
    {
        var tree = new RegressionTree();
        tree.GrowNode(table, outcomes, rows, triedFeatures, leafSize, random);
        tree.nodes = [.. tree.growing];
        return tree;
    }

    /// <summary>Mean and variance of the leaf at a point.</summary>
    public (double Mean, double Variance) Predict(ReadOnlySpan<double> features)
    {
        ref readonly var node = ref nodes[0];
        while (node.Feature >= 0)
        {
            node = ref nodes[node.GoesLeft(features[node.Feature]) ? node.Left : node.Right];
        }

        return (node.Mean, node.Variance);
    }

    /// <summary>The boxes of the leaves, which part the domain.</summary>
    /// <param name="domain">The range of each feature.</param>
    public List<(FeatureRange[] Box, double Mean)> Leaves(FeatureRange[] domain)
    {
        var leaves = new List<(FeatureRange[], double)>();
        Visit(0, domain, leaves);
        return leaves;
    }

    private void Visit(int index, FeatureRange[] box, List<(FeatureRange[], double)> leaves)
    {
        var node = nodes[index];
        if (node.Feature < 0)
        {
            leaves.Add((box, node.Mean));
            return;
        }

        var (left, right) = node.Choices is { } choices ? box[node.Feature].Split(choices) : box[node.Feature].Split(node.Threshold);
        Visit(node.Left, [.. box.Select((range, f) => f == node.Feature ? left : range)], leaves);
        Visit(node.Right, [.. box.Select((range, f) => f == node.Feature ? right : range)], leaves);
    }

    private int GrowNode(FeatureTable table, double[] outcomes, Span<int> rows, int tried, int leafSize, RandomStream random)
    {
        var (mean, variance) = Moments(outcomes, rows);
        var index = growing.Count;
        growing.Add(new Node(-1, 0, null, -1, -1, mean, variance));
        if (rows.Length < 2 * leafSize || variance <= 1e-14)
        {
            return index;
        }

        if (BestSplit(table, outcomes, rows, tried, leafSize, random) is not { } split)
        {
            return index;
        }

        var middle = Partition(table, rows, split);
        var left = GrowNode(table, outcomes, rows[..middle], tried, leafSize, random);
        var right = GrowNode(table, outcomes, rows[middle..], tried, leafSize, random);
        growing[index] = split with { Left = left, Right = right, Mean = mean, Variance = variance };
        return index;
    }

    private static Node? BestSplit(FeatureTable table, double[] outcomes, ReadOnlySpan<int> rows, int tried, int leafSize,
        RandomStream random)
    {
        int[] features = [.. Enumerable.Range(0, table.Features)];
        random.Shuffle<int>(features);
        Node? best = null;
        var gain = 1e-12;
        var keys = new double[rows.Length];
        var order = new int[rows.Length];
        for (var f = 0; f < features.Length && (f < tried || best is null); f++)
        {
            var feature = features[f];
            var draw = random.NextDouble();
            var ranks = table.IsCategorical(feature) ? CategoryMeans(table, outcomes, rows, feature) : null;
            for (var i = 0; i < rows.Length; i++)
            {
                var value = table[rows[i], feature];
                keys[i] = ranks is null ? value : ranks[value];
                order[i] = rows[i];
            }

            Array.Sort(keys, order);
            if (Cut(keys, order, outcomes, leafSize, ref gain) is not { } cut)
            {
                continue;
            }

            var threshold = Between(keys[cut - 1], keys[cut], ranks is null ? 0.05 + 0.9 * draw : 0.5);
            var choices = ranks?.Where(pair => pair.Value <= threshold).Select(pair => pair.Key).ToHashSet();
            best = new Node(feature, threshold, choices, -1, -1, 0, 0);
        }

        return best;
    }

    // Of two keys that are next to each other among the doubles, what lies between them rounds to one of them; to the upper one, it would
    // leave nothing on the right.
    private static double Between(double low, double high, double share)
    {
        var between = low + share * (high - low);
        return between < high ? between : low;
    }

    /// <summary>The cut with the largest reduction of the sum of squares, if it exceeds <paramref name="gain"/>.</summary>
    private static int? Cut(double[] keys, int[] order, double[] outcomes, int leafSize, ref double gain)
    {
        var n = order.Length;
        double total = 0, left = 0;
        foreach (var row in order)
        {
            total += outcomes[row];
        }

        int? best = null;
        for (var i = 1; i < n; i++)
        {
            left += outcomes[order[i - 1]];
            if (i < leafSize || n - i < leafSize || keys[i] <= keys[i - 1])
            {
                continue;
            }

            var reduction = left * left / i + (total - left) * (total - left) / (n - i) - total * total / n;
            if (reduction > gain)
            {
                (gain, best) = (reduction, i);
            }
        }

        return best;
    }

    private static Dictionary<double, double> CategoryMeans(FeatureTable table, double[] outcomes, ReadOnlySpan<int> rows, int feature)
    {
        var sums = new Dictionary<double, (double Sum, int Count)>();
        foreach (var row in rows)
        {
            var (sum, count) = sums.GetValueOrDefault(table[row, feature]);
            sums[table[row, feature]] = (sum + outcomes[row], count + 1);
        }

        return sums.ToDictionary(pair => pair.Key, pair => pair.Value.Sum / pair.Value.Count);
    }

    /// <summary>Moves the rows that go left to the front; returns their number.</summary>
    private static int Partition(FeatureTable table, Span<int> rows, Node split)
    {
        var middle = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            if (!split.GoesLeft(table[rows[i], split.Feature]))
            {
                continue;
            }

            (rows[middle], rows[i]) = (rows[i], rows[middle]);
            middle++;
        }

        return middle;
    }

    private static (double Mean, double Variance) Moments(double[] outcomes, ReadOnlySpan<int> rows)
    {
        double sum = 0, squares = 0;
        foreach (var row in rows)
        {
            sum += outcomes[row];
        }

        var mean = sum / rows.Length;
        foreach (var row in rows)
        {
            squares += (outcomes[row] - mean) * (outcomes[row] - mean);
        }

        return (mean, squares / rows.Length);
    }

    private readonly record struct Node(int Feature, double Threshold, HashSet<double>? Choices, int Left, int Right, double Mean,
        double Variance)
    {
        public bool GoesLeft(double value) => Choices is null ? value <= Threshold : Choices.Contains(value);
    }
}
