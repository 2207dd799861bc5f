using Orchestrator.Contracts.Definitions;

namespace Orchestrator.Sweeps;

/// <summary>Which trials' checkpoints nobody needs any more.</summary>
/// <remarks>
/// A trial that has not ended goes on from its checkpoints. In a population any completed trial may become a parent, of an elimination
/// each is one, and the posterior may choose any, so that all of them stay until the search is over. Elsewhere what falls out of the best
/// never comes back: a score does not change.
/// </remarks>
public static class ArtifactRetention
{
    /// <summary>Whether the checkpoints of all trials with a score stay until the search is over.</summary>
    /// <param name="search">How trials are suggested, and the best one chosen.</param>
    /// <param name="best">How many of the best stay then.</param>
    public static bool KeepsAll(SearchDefinition search, int best) =>
        search is { Population: not null } or { Elimination: not null } || (search.BestBy == BestBy.Posterior && best > 0);

    /// <summary>Ended trials whose checkpoints are there and superfluous, ascending.</summary>
    /// <param name="state">The sweep.</param>
    /// <param name="best">So many of the best stay; of several objectives, the trials of the front as well.</param>
    public static IReadOnlyList<int> Superfluous(SweepState state, int best)
    {
        var ended = state.Stored.Select(number => state.Trials[number]).Where(trial => trial.Ended).ToArray();
        var count = !state.Ended && KeepsAll(state.Definition.Search, best) ? ended.Length : best;
        var kept = state.Ranked(ended).Take(count).Select(trial => trial.Number).ToHashSet();
        return [.. ended.Select(trial => trial.Number).Where(n => !kept.Contains(n) && (best == 0 || state.Front?.Contains(n) != true))];
    }
}
