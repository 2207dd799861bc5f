namespace Orchestrator.Models.Folds;

/// <summary>Sets that are joined bit by bit; the least member stands for its set, so that the outcome does not depend on the order of
/// joining.</summary>
internal sealed class DisjointSets(int count)
{
    private readonly int[] parents = [.. Enumerable.Range(0, count)];

    /// <summary>The least member of an item's set.</summary>
    public int Root(int item)
    {
        while (parents[item] != item)
        {
            item = parents[item] = parents[parents[item]];
        }

        return item;
    }

    /// <summary>Makes one set of those of two items.</summary>
    public void Join(int one, int other)
    {
        var (left, right) = (Root(one), Root(other));
        parents[Math.Max(left, right)] = Math.Min(left, right);
    }
}
