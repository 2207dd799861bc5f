using Orchestrator.Contracts.Sweeps;
using Orchestrator.Search.Samplers;

namespace Orchestrator.Sweeps.Objectives;

/// <summary>What a search with several objectives cannot do.</summary>
public static class SeveralObjectives
{
    // These look at a trial alone; the others stop a trial that is behind in one objective, though it may lead in another.
    private static readonly string[] Pruners = ["threshold", "patience"];

    /// <summary>What does not go with several objectives, each with the key of the search that it is about and a cure; empty = all goes.</summary>
    public static IEnumerable<(string Key, string Message)> Objections(SearchDefinition search)
    {
        if (!SamplerRegistry.ForSeveralObjectives.Contains(search.Algorithm))
            yield return ("algorithm", $"'{search.Algorithm}' learns from a single objective; with several choose one of {string.Join(", ", SamplerRegistry.ForSeveralObjectives)}.");
        if (search.Pruning is { Pruner: var pruner } && !Pruners.Contains(pruner))
            yield return ("pruner", $"'{pruner}' compares trials by one objective, and a trial that is behind in it may lead in another; with several leave the pruner out, or use {string.Join(" or ", Pruners)}, which judge a trial alone, by the first objective.");
        if (search.Stop?.Target is not null)
            yield return ("stop", "'target' is a score of a single objective; with several end the search with 'no_improvement' (trials that leave the front as it is) or 'hours'.");
        if (search.Stop?.LittleToGain is true)
            yield return ("stop", "'little_to_gain' looks at a single objective; with several end the search with 'no_improvement' (trials that leave the front as it is) or 'hours'.");
    }
}
