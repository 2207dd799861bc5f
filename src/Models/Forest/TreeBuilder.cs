using Orchestrator.Contracts.Randomness;

namespace Orchestrator.Models.Forest;

/// <summary>
/// Grows one classification or regression tree on a bootstrap sample (Breiman, Friedman, Olshen and Stone 1984), each split being the best
/// among some features that are drawn for it (Breiman 2001, Machine Learning 45). A feature that is the same in all rows of a node does not
/// count as one of them.
/// </summary>
/// <param name="columns">The features.</param>
/// <param name="settings">How to grow.</param>
/// <param name="sums">Of the targets.</param>
/// <param name="outputs">Numbers of a leaf.</param>
/// <param name="hasMissing">Whether a leaf may have to take over what its parent says.</param>
internal sealed class TreeBuilder<TSums>(FeatureColumns columns, ForestSettings settings, TSums sums, int outputs, bool hasMissing)
    where TSums : struct, ITargetSums
{
    private readonly int[] features = [.. Enumerable.Range(0, columns.Width)];
    private readonly int tried = settings.FeaturesOf(columns.Width);
    private readonly ulong[] sorted = new ulong[columns.Rows];
    private readonly double[] importance = new double[columns.Width];
    private readonly float[] means = new float[outputs];
    private readonly TreeNodes nodes = new();
    private ushort[] counts = [];
    private TSums sums = sums;

    /// <summary>Grows a tree.</summary>
    /// <param name="drawn">How often each row was drawn.</param>
    /// <param name="random">Draws the features.</param>
    /// <returns>The tree, and the impurity that each feature took away.</returns>
    public (TreeNodes Nodes, double[] Importance) Grow(ushort[] drawn, RandomStream random)
    {
        counts = drawn;
        var rows = Enumerable.Range(0, drawn.Length).Where(row => drawn[row] > 0).ToArray();
        var open = new Stack<(int Node, int Start, int Length, int Depth, float[]? Parent)>();
        open.Push((nodes.Add(), 0, rows.Length, 0, null));
        while (open.TryPop(out var at))
        {
            var own = rows.AsSpan(at.Start, at.Length);
            sums.Start(own, counts);
            sums.Means(means, at.Parent ?? means); // the root's own are 0 where nothing is known
            if (!MayBeSplit(own, at.Depth) || BestSplit(own, random) is not { } split)
            {
                nodes.Child[at.Node] = -1 - nodes.Values.Count / outputs;
                nodes.Values.AddRange(means);
                continue;
            }

            importance[split.Feature] += Math.Max(0, split.Score - sums.NodeScore()); // not below by rounding
            var left = Partition(own, split);
            var (child, parent) = (nodes.Add(), hasMissing ? (float[])means.Clone() : null);
            nodes.Add();
            (nodes.Child[at.Node], nodes.Feature[at.Node]) = (child, split.Feature);
            nodes.Threshold[at.Node] = Threshold(split);
            open.Push((child + 1, at.Start + left, at.Length - left, at.Depth + 1, parent));
            open.Push((child, at.Start, left, at.Depth + 1, parent));
        }

        return (nodes, importance);
    }

    private bool MayBeSplit(ReadOnlySpan<int> rows, int depth) =>
        rows.Length >= 2 * settings.MinLeaf && rows.Length > 1 && (settings.Depth == 0 || depth < settings.Depth) && !sums.IsPure(rows);

    private Split? BestSplit(ReadOnlySpan<int> rows, RandomStream random)
    {
        Split? best = null;
        for (int drawn = 0, useful = 0; drawn < features.Length && useful < tried; drawn++)
        {
            var other = drawn + random.NextInt(features.Length - drawn);
            (features[drawn], features[other]) = (features[other], features[drawn]);
            if (Sort(rows, features[drawn]))
            {
                useful++;
                best = Better(best, features[drawn], rows.Length);
            }
        }

        return best;
    }

    /// <summary>Brings a node's rows into the order of a feature; false = it is the same in all of them.</summary>
    private bool Sort(ReadOnlySpan<int> rows, int feature)
    {
        var column = columns.Column(feature);
        var first = column[rows[0]];
        var same = 1;
        while (same < rows.Length && column[rows[same]] == first)
        {
            same++;
        }

        if (same == rows.Length)
        {
            return false;
        }

        if (columns.LevelsOf(feature) is > 0 and var levels)
        {
            SortByCounting(rows, column, levels);
            return true;
        }

        for (var i = 0; i < rows.Length; i++)
        {
            sorted[i] = ((ulong)column[rows[i]] << 32) | (uint)rows[i]; // the row's number decides among equals
        }

        sorted.AsSpan(0, rows.Length).Sort();
        return true;
    }

    private void SortByCounting(ReadOnlySpan<int> rows, ReadOnlySpan<uint> column, int levels)
    {
        Span<int> next = stackalloc int[levels + 1];
        next.Clear();
        foreach (var row in rows)
        {
            next[(int)column[row] + 1]++;
        }

        for (var level = 1; level < levels; level++)
        {
            next[level] += next[level - 1];
        }

        foreach (var row in rows)
        {
            sorted[next[(int)column[row]]++] = ((ulong)column[row] << 32) | (uint)row;
        }
    }

    private Split? Better(Split? best, int feature, int length)
    {
        sums.Restart();
        for (var i = 1; i <= length - settings.MinLeaf; i++)
        {
            var row = (int)(uint)sorted[i - 1];
            sums.Move(row, counts[row]);
            if (i < settings.MinLeaf || sorted[i - 1] >> 32 == sorted[i] >> 32)
            {
                continue;
            }

            var score = sums.Score();
            if (best is null || score > best.Value.Score)
            {
                best = new(feature, (uint)(sorted[i - 1] >> 32), (uint)(sorted[i] >> 32), score);
            }
        }

        return best;
    }

    /// <summary>The middle of the two values; the lower one where they are neighbours, so that it stays below the upper.</summary>
    private float Threshold(Split split)
    {
        var (low, high) = (columns.ValueOf(split.Feature, split.Lower), columns.ValueOf(split.Feature, split.Upper));
        var middle = (float)((double)low / 2 + (double)high / 2);
        return middle < high ? middle : low;
    }

    private int Partition(Span<int> rows, Split split)
    {
        var column = columns.Column(split.Feature);
        var left = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            if (column[rows[i]] <= split.Lower)
            {
                (rows[left], rows[i]) = (rows[i], rows[left]);
                left++;
            }
        }

        return left;
    }

    /// <summary>A split between two codes of a feature that are neighbours in the node.</summary>
    private readonly record struct Split(int Feature, uint Lower, uint Upper, double Score);
}
