namespace Orchestrator.Models.Forest;

/// <summary>How a random forest is grown.</summary>
/// <param name="Trees">Number of trees, at least 1.</param>
/// <param name="Depth">Most splits between root and leaf; 0 = any.</param>
/// <param name="MinLeaf">Least different rows of a leaf, at least 1.</param>
/// <param name="Features">Share of the features that each split chooses among, in 0 .. 1; 0 = the square root of their number.</param>
/// <param name="Threads">Trees that grow at once, at least 1. The forest is the same for any number.</param>
public sealed record ForestSettings(int Trees = 100, int Depth = 0, int MinLeaf = 1, double Features = 0, int Threads = 1)
{
    /// <summary>Features that each split chooses among.</summary>
    /// <param name="width">Number of features.</param>
    public int FeaturesOf(int width) => Features == 0 ? Math.Max(1, (int)Math.Sqrt(width)) : Math.Max(1, (int)(Features * width));

    /// <exception cref="ArgumentOutOfRangeException">A setting is outside its range.</exception>
    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Trees, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(Depth);
        ArgumentOutOfRangeException.ThrowIfLessThan(MinLeaf, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Threads, 1);
        if (!(Features is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(Features), Features, "The share of features is in 0 .. 1.");
        }
    }
}
