namespace Orchestrator.Models.Forest;

/// <summary>The nodes of one tree or of several: a row whose feature is at most the threshold goes left.</summary>
internal sealed class TreeNodes
{
    /// <summary>Of each node the feature that it splits by.</summary>
    public List<int> Feature { get; } = [];

    /// <summary>Of each node the largest value of the feature that goes left.</summary>
    public List<float> Threshold { get; } = [];

    /// <summary>Of each node its left child, the right one being the next; of a leaf -1 - its number.</summary>
    public List<int> Child { get; } = [];

    /// <summary>(leaves, outputs) what the leaves say.</summary>
    public List<float> Values { get; } = [];

    /// <summary>Adds a node, a leaf until it is split.</summary>
    public int Add()
    {
        Feature.Add(0);
        Threshold.Add(0);
        Child.Add(0);
        return Child.Count - 1;
    }
}
