using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;
using Orchestrator.Sweeps.Progress;

namespace Orchestrator.Sweeps.Views;

/// <summary>How a sweep goes.</summary>
public static class SweepOverviews
{
    private const int MostFailures = 20;

    /// <summary>The overview of a state.</summary>
    /// <param name="state">The sweep.</param>
    /// <param name="epochOf">The last epoch that an attempt has reported, 0 = none.</param>
    /// <param name="now">The time, for what is left.</param>
    public static SweepOverview Of(SweepState state, Func<AttemptId, int> epochOf, DateTimeOffset now)
    {
        var progress = new FoldProgress(state);
        FoldState[] running = [.. state.Leased()];
        return new SweepOverview(
            state.Summarize(), state.Definition, state.DataFingerprint, Counts(state), progress.Done, progress.Planned,
            new TimeLeft(state, epochOf, now).With(Math.Max(1, running.Length))?.TotalSeconds,
            state.Best is { } best ? TrialViews.Row(state, state.Trials[best]) : null, TestResult.Of(state),
            [
                .. from fold in running
                   let lease = fold.Lease!
                   select new RunningFold(fold.Id, lease.Id.Attempt, lease.Slot, lease.StartedAt, epochOf(lease.Id)),
            ],
            Failures(state), SearchRemarks.Of(state), state.Leakage)
        {
            Pause = state.Pause is { } pause ? new SweepPause(pause.By, pause.Reason, pause.Since) : null,
            SearchEnd = state.SearchEnd,
            Ending = state.Ending,
            Hypervolume = FrontMeasure.Of(state)?.Hypervolume,
        };
    }

    private static TrialCounts Counts(SweepState state)
    {
        var counts = state.Trials.CountBy(trial => trial.Status).ToDictionary();
        int Of(WorkStatus status) => counts.GetValueOrDefault(status);
        return new TrialCounts(Of(WorkStatus.Waiting), Of(WorkStatus.Running), Of(WorkStatus.Completed), Of(WorkStatus.Pruned),
            Of(WorkStatus.Failed));
    }

    private static FailedAttempt[] Failures(SweepState state)
    {
        var folds = state.Trials.SelectMany(trial => trial.Folds).Concat(new[] { state.Refit }.OfType<FoldState>());
        var failed = from fold in folds
                     from attempt in fold.Attempts
                     where attempt is { Failure: not null, EndedAt: not null }
                     orderby attempt.EndedAt descending
                     select new FailedAttempt(fold.Id, attempt.Id.Attempt, attempt.Slot, attempt.EndedAt!.Value, attempt.Failure!.Value,
                         attempt.Reason);
        return [.. failed.Take(MostFailures)];
    }
}
