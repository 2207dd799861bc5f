using Orchestrator.Cli.Rendering;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Spelling;
using Orchestrator.Contracts.Trials;
using Orchestrator.Sweeps;
using Orchestrator.Sweeps.Progress;
using Orchestrator.Sweeps.Views;

namespace Orchestrator.Cli.Screens;

/// <summary>Events in words.</summary>
internal static class EventLine
{
    /// <summary>For a log: each event has a line.</summary>
    public static string ForLog(SweepEvent happened, SweepState state) => happened switch
    {
        OwnerClaimed e => $"coordinator {e.Owner} has it now (epoch {e.Epoch})",
        SweepResumed => "resumed",
        SweepCompleted e => $"completed: {e.Summary}",
        TrialSuggested e => $"trial {e.Trial}: {Formatting.Settings(e.Configuration)}",
        AttemptStarted e => $"{e.Attempt} starts on slot {e.Slot}",
        AttemptCompleted e => $"{e.Attempt}: {state.Definition.Objective.Metric} {NumberText.Score(e.Result.Score)} after "
            + $"{Words.Count(e.Result.Epochs, "epoch")}",
        AttemptFailed e => $"{e.Attempt}: {Words.Of(e.Kind)}. {e.Reason} {e.Verdict}",
        FoldGranted e => FormattableString.Invariant($"trial {e.Trial} gets fold {e.Fold}: a chance of {100 * e.Chance:G3} % to lead"),
        CheckpointsDropped e => $"the checkpoints of trial {string.Join(", ", e.Trials)} are kept no longer",
        ResultRejected e => $"{e.Attempt}: its result is rejected. {e.Reason}",
        _ => Of(happened, state, null) ?? happened.GetType().Name,
    };

    /// <summary>For somebody who watches; null = nothing worth a line.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="state">The sweep after it.</param>
    /// <param name="progress">Tells how long it will still take; null = is not told.</param>
    public static string? Of(SweepEvent happened, SweepState state, SweepProgress? progress) => happened switch
    {
        SweepPlanned { Definition.Explanation: { } explanation } e =>
            $"{e.Sweep}: {Words.Count(explanation.Trials.Count, "trial")} of {explanation.Sweep} x "
                + $"{Asked(explanation, e.Definition.Search.Trials / explanation.Trials.Count)} x "
                + SplitsText.Of(e.Definition.CrossValidation),
        SweepPlanned e => string.Join('\n', [
            $"{e.Sweep}: {Words.Count(e.Definition.Search.Trials, "trial")} x {SplitsText.Of(e.Definition.CrossValidation)}, "
                + $"{e.Definition.Search.Algorithm} search, model {e.Definition.Model.Name}",
            .. LeakageText.Of(e.Leakage)]),
        TrialCompleted e when state.Definition.Explanation is not null =>
            $"{Formatting.Settings(state.Trials[e.Trial].Configuration)}{Left(progress)}",
        TrialCompleted e =>
            $"trial {e.Trial}: {Scores(e, state)}  {Formatting.Settings(state.Trials[e.Trial].Configuration)}"
                + $"{(state.Trials[e.Trial].Parent is { } parent ? $" (from trial {parent})" : "")}{Left(progress)}",
        TrialFailed e => $"trial {e.Trial} failed: {e.Reason}",
        AttemptFailed { Kind: FailureKind.Interrupted, Retry: false } => null, // said of its trial
        AttemptFailed e => $"{e.Attempt}: {Words.Of(e.Kind)}. {e.Reason} {e.Verdict}",
        TrialPruned e => $"trial {e.Trial} pruned: {e.Reason}",
        TrialPromoted e => FormattableString.Invariant(
            $"trial {e.Trial} goes on from rung {e.Rung}: place {e.Place}, {state.Definition.Objective.Metric} {e.Mean:0.0000}"),
        SearchStopped e => $"the search ends after {Words.Count(e.Trials, "trial")}: {e.Reason}",
        SearchExhausted e => $"the space is exhausted after {Words.Count(e.Trials, "trial")}",
        BestChosen { Best: var best } => $"trial {best.Trial} is the best by the trials around it too: {state.Definition.Objective.Metric} "
            + $"{Formatting.Spread(best.Mean, best.Deviation)} is expected of it",
        RefitPlanned e => $"refit of trial {e.Trial}: {Words.Count(e.Epochs, "epoch")} on all rows but the test set's",
        SweepPaused e => $"paused by {e.By}{(e.Reason is { } why ? $": {why}" : "")}",
        SweepContinued e => $"{e.By} lets it go on{(e.Reason is { } why ? $": {why}" : "")}",
        SweepExtended e => $"{e.By} plans more: {Words.Count(e.Trials, "trial")}",
        TrialEnqueued e => $"{e.By} queues trial {e.Trial}: {Formatting.Settings(e.Configuration)}",
        DataMoved e => $"the data is at {e.Data.Path} now",
        SweepCancelled e => $"cancelled: {e.Reason}",
        _ => null,
    };

    private static string Scores(TrialCompleted e, SweepState state) =>
        TrialViews.ScoresByMetric(state.Definition, state.Trials[e.Trial]) is { } several
            ? $"{Formatting.Scores(several)}{(state.Front!.Contains(e.Trial) ? " (on the front)" : "")}"
            : $"{state.Definition.Objective.Metric} {Formatting.Spread(e.Mean, e.Deviation)}{(state.Best == e.Trial ? " (best)" : "")}";

    private static string Left(SweepProgress? progress) =>
        progress?.State!.Status == SweepStatus.Searching && progress.Remaining is { } left
            ? $"  [{progress.TrialsEnded}/{progress.State.Definition.Search.Trials}, {Formatting.Duration(left)} left]" : "";

    private static string Asked(ExplanationDefinition explanation, int each) => explanation.Paired is not null ? "pairs of inputs"
        : Words.Count(each, explanation.Permuted is not null ? "permutation" : "method");
}
