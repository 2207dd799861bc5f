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
            ?? (stop.LittleToGain ? new RegretBoundStopping(state.Definition.Space).ReasonToStop(observed) : null);
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
