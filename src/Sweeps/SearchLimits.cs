using System.Globalization;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Search.Samplers;
using Orchestrator.Search.Stopping;

namespace Orchestrator.Sweeps;

/// <summary>Whether a search has gone on for long enough.</summary>
internal static class SearchLimits
{
    /// <summary>Why <paramref name="trial"/> should not be tried any more; null = it should.</summary>
    /// <remarks>Looks at the same results as the trial's suggestion, so that a parallel search ends at the same trial whatever finished
    /// first.</remarks>
    public static string? ReasonToStop(SweepState state, int trial, DateTimeOffset at)
    {
        if (EliminationRounds.ReasonToStop(state, trial) is { } fallen)
        {
            return fallen;
        }

        if (state.Definition.Search.Stop is not { } stop)
        {
            return null;
        }

        if (stop.Hours is { } hours && at - state.StartedAt >= TimeSpan.FromHours(hours))
        {
            return string.Create(CultureInfo.InvariantCulture, $"{hours} hours have passed");
        }

        var observed = SuggestionRequests.For(state, trial).Observed;
        // What some of its folds let expect of a trial is no score: such a one reaches no target and improves on none.
        Observation[] scored = [.. observed.Select(o => o.Share < 1 ? o with { Loss = double.NaN } : o)];
        return Criteria(state, stop).Select(criterion => criterion.ReasonToStop(scored)).FirstOrDefault(reason => reason is not null)
            ?? (stop.LittleToGain ? LittleToGain(state, observed) : null);
    }

    /// <remarks>What is worth going on for is measured, as by Makarova et al., by the error of the best score itself: how much folds differ
    /// counts, though it says nothing of which trial is better.</remarks>
    private static string? LittleToGain(SweepState state, IReadOnlyList<Observation> observed)
    {
        if (observed.Where(o => double.IsFinite(o.Loss)).MinBy(o => o.Loss) is not { } best)
        {
            return null;
        }

        var trial = state.Trials[best.Trial];
        var error = trial.Deviation is { } deviation ? deviation / Math.Sqrt(trial.Folds.Length) : Math.Sqrt(best.Variance);
        return error > 0 ? new RegretBoundStopping(state.Definition.Space, error).ReasonToStop(observed) : null;
    }

    private static IEnumerable<IStopCriterion> Criteria(SweepState state, StopDefinition stop)
    {
        if (stop.Target is { } target)
        {
            yield return new TargetReached(state.Definition.Objective.AsLoss(target));
        }

        if (stop.NoImprovement is { } trials)
        {
            yield return state.Definition.TradesOff ? new FrontUnchanged(trials) : new NoImprovement(trials);
        }
    }
}
