using Orchestrator.Models.Forest;

namespace Orchestrator.Models.Catalog;

/// <summary>The settings of the random forest of a model that has one. They leave the shapes of its weights alone.</summary>
public static class ForestHyperParameters
{
    /// <summary>What the names of all of them begin with.</summary>
    public const string Prefix = "forest_";

    private const string Trees = Prefix + "trees", Depth = Prefix + "depth", MinLeaf = Prefix + "min_leaf", Features = Prefix + "features";

    /// <summary>The settings.</summary>
    internal static IReadOnlyList<HyperParameter> All { get; } =
    [
        HyperParameter.Integer(Trees, 100, 1, 10_000, "trees of the forest"),
        HyperParameter.Integer(Depth, 0, 0, 1000, "most splits between a tree's root and a leaf; 0 = any"),
        HyperParameter.Integer(MinLeaf, 1, 1, 1_000_000, "least different rows of a leaf"),
        HyperParameter.Real(Features, 0, 0, 1, "share of the features that a split chooses among; 0 = the square root of their number"),
    ];

    /// <summary>How a trial's forest is grown.</summary>
    /// <param name="settings">Of the trial.</param>
    /// <param name="threads">Trees at once.</param>
    internal static ForestSettings Of(ModelSettings settings, int threads) => new(
        settings.Integer(Trees), settings.Integer(Depth), settings.Integer(MinLeaf), settings.Real(Features), threads);
}
