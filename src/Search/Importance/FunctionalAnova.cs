using Orchestrator.Contracts.Randomness;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Encoding;
using Orchestrator.Search.Samplers;
using Orchestrator.Search.Surrogates;

namespace Orchestrator.Search.Importance;

/// <summary>
/// fANOVA: which share of the loss's variance over the whole space each parameter explains on its own, by a random forest of the trials.
/// </summary>
/// <remarks>
/// Hutter, Hoos and Leyton-Brown, "An efficient approach for assessing hyperparameter importance", ICML 2014: a tree is piecewise
/// constant, so that its marginals are sums over leaves, without sampling. Interactions are left out. Losses are transformed as for a
/// surrogate, so that a few terrible trials do not decide.
/// </remarks>
public sealed class FunctionalAnova : IImportance
{
    private const int Trees = 64;

    /// <inheritdoc />
    public IReadOnlyDictionary<string, double> Of(SearchSpace space, IReadOnlyList<Observation> observed)
    {
        var encoding = new SpaceEncoding(space);
        var scores = new double[space.Count];
        var finished = observed.Where(o => double.IsFinite(o.Loss)).ToList();
        if (finished.Count < Shares.FewestTrials)
        {
            return Shares.Of(space, scores);
        }

        var table = new FeatureTable([.. encoding.Axes.Select(axis => axis.IsCategorical)], finished.Count);
        var features = new double[encoding.Features];
        foreach (var trial in finished)
        {
            encoding.Featurize(encoding.Encode(trial.Configuration), features);
            table.Add(features.AsSpan(0, space.Count));
        }

        var outcomes = OutcomeTransform.Of([.. finished.Select(o => o.Loss)]).Outcomes;
        var forest = new RandomForest(table, outcomes, Trees, new RandomStream(SeedSequence.Derive(0, -1, -1, "importance")));
        FeatureRange[] domain = [.. encoding.Axes.Select((axis, i) => Domain(axis, table.Column(i)))];
        foreach (var tree in forest.Members)
        {
            AddShares(tree, domain, scores);
        }

        return Shares.Of(space, scores);
    }

    /// <summary>All values; of choices those that were tried, absence being one.</summary>
    private static FeatureRange Domain(Axis axis, ReadOnlySpan<double> tried) =>
        axis.IsCategorical ? new FeatureRange(tried.ToArray().Distinct().Order()) : new FeatureRange(0, 1);

    private static void AddShares(RegressionTree tree, FeatureRange[] domain, double[] scores)
    {
        var leaves = tree.Leaves(domain).Select(leaf => (leaf.Box, leaf.Mean, Volume: Volume(leaf.Box, domain))).ToList();
        var mean = leaves.Sum(leaf => leaf.Volume * leaf.Mean);
        var variance = leaves.Sum(leaf => leaf.Volume * (leaf.Mean - mean) * (leaf.Mean - mean));
        if (variance <= 1e-12)
        {
            return;
        }

        for (var f = 0; f < domain.Length; f++)
        {
            scores[f] += Marginal(leaves, f, domain[f]).Sum(cell => cell.Width * Square(cell.Mean - mean)) / variance;
        }
    }

    /// <summary>
    /// The mean over all other parameters as a function of one: the pieces on which it is constant, each with its share of the domain.
    /// </summary>
    private static IEnumerable<(double Width, double Mean)> Marginal(
        List<(FeatureRange[] Box, double Mean, double Volume)> leaves, int feature, FeatureRange domain)
    {
        // A leaf adds its mean times its extent in the other parameters to every piece that it covers.
        var parts = leaves.Select(leaf => (Range: leaf.Box[feature], leaf.Mean, leaf.Volume)).Where(part => part.Range.Size > 0)
            .Select(part => (part.Range, Height: part.Mean * part.Volume / (part.Range.Size / domain.Size))).ToList();
        if (domain.Categories.Count > 0)
        {
            foreach (var category in domain.Categories)
            {
                yield return (1.0 / domain.Size, parts.Where(part => part.Range.Categories.Contains(category)).Sum(part => part.Height));
            }

            yield break;
        }

        var steps = new SortedDictionary<double, double> { [domain.Low] = 0, [domain.High] = 0 };
        foreach (var (range, height) in parts)
        {
            steps[range.Low] = steps.GetValueOrDefault(range.Low) + height;
            steps[range.High] = steps.GetValueOrDefault(range.High) - height;
        }

        var (from, level) = (domain.Low, 0.0);
        foreach (var (border, change) in steps)
        {
            if (border > from)
            {
                yield return ((border - from) / domain.Size, level);
            }

            (from, level) = (border, level + change);
        }
    }

    private static double Volume(FeatureRange[] box, FeatureRange[] domain) =>
        box.Zip(domain, (part, whole) => part.Size / whole.Size).Aggregate(1.0, (a, b) => a * b);

    private static double Square(double x) => x * x;
}
