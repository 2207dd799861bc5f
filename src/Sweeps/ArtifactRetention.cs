namespace Orchestrator.Sweeps;

/// <summary>Which trials' checkpoints nobody needs any more.</summary>
/// <remarks>
/// A trial that has not ended goes on from its checkpoints. In a population any completed trial may become a parent, and of an elimination
/// each is one, so that all of them stay until the search is over. What falls out of the best never comes back: a score does not change.
/// </remarks>
public static class ArtifactRetention
{
    /// <summary>Ended trials whose checkpoints are there and superfluous, ascending.</summary>
    /// <param name="state">The sweep.</param>
    /// <param name="best">So many of the best stay; of several objectives, the trials of the front as well.</param>
    public static IReadOnlyList<int> Superfluous(SweepState state, int best)
    {
        if (state.Definition.Search is { Population: not null } or { Elimination: not null } && !state.Ended)
        {
            return [];
        }

        var ended = state.Stored.Select(number => state.Trials[number]).Where(trial => trial.Ended).ToArray();
        var kept = TrialState.Ranked(ended, state.Definition.Objective).Take(best).Select(trial => trial.Number).ToHashSet();
        if (best > 0 && state.Best is { } chosen)
        {
            kept.Add(chosen); // of an elimination not the one with the best mean
        }

        return [.. ended.Select(trial => trial.Number).Where(n => !kept.Contains(n) && (best == 0 || state.Front?.Contains(n) != true))];
    }
}
