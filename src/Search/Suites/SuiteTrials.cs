using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.FoldWise;
using Orchestrator.Search.Samplers;

namespace Orchestrator.Search.Suites;

/// <summary>The trials of a search over a function, as a sweep would tell them: means over folds, each with the variance that
/// <see cref="ComparisonNoise"/> leaves it.</summary>
/// <param name="function">Over what.</param>
/// <param name="seed">Of the noise.</param>
public sealed class SuiteTrials(SuiteFunction function, int seed)
{
    private readonly List<Observation> observed = [];
    private readonly List<double> ofFolds = []; // of those that succeeded

    /// <summary>In the order of their numbers.</summary>
    public IReadOnlyList<Observation> Observed => observed;

    /// <summary>What a sampler is asked next: of so many trials at a time, the last ones are pending.</summary>
    public SuggestionRequest Request(int parallel)
    {
        var seen = Math.Max(0, observed.Count - parallel + 1);
        return new(observed.Count, observed[..seen], [.. observed.Skip(seen).Select(o => o.Configuration)]);
    }

    /// <summary>Tells of another trial; returns what.</summary>
    /// <param name="configuration">What was tried.</param>
    /// <param name="loss">Its true loss; NaN = it failed.</param>
    /// <param name="seconds">As of <see cref="Observation.Seconds"/>.</param>
    public Observation Add(Configuration configuration, double loss, double seconds = 0)
    {
        var folds = function.Folds(observed.Count, configuration, loss, seed);
        observed.Add(new(observed.Count, configuration, folds.Average(), Seconds: seconds));
        if (folds.Length == 1)
        {
            return observed[^1];
        }

        ofFolds.AddRange(folds);
        ComparisonNoise.Tell(observed, [.. ofFolds], folds.Length);
        return observed[^1];
    }
}
