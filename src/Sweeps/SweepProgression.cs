using System.Globalization;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Spelling;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Sweeps;

/// <summary>What an ended fold means for its trial, and an ended trial for the sweep.</summary>
internal static class SweepProgression
{
    public static void Advance(Decision decision, DateTimeOffset at, FoldId? ended = null)
    {
        Conclude(decision, at, ended);
        if (decision.State.Definition.Artifacts?.Best is { } best
            && ArtifactRetention.Superfluous(decision.State, best) is { Count: > 0 } superfluous)
        {
            decision.Record(new CheckpointsDropped(superfluous.ToEquatableList(), at));
        }
    }

    private static void Conclude(Decision decision, DateTimeOffset at, FoldId? ended)
    {
        if (ended is { IsRefit: true })
        {
            EndSweep(decision, at);
            return;
        }
        if (ended is { } fold)
        {
            EndTrial(decision, decision.State.Trials[fold.Trial], at);
        }

        Brackets.Advance(decision, at);
        FoldWise.Advance(decision, at);
        var state = decision.State;
        var fulfilled = state.Exhausted || state.Trials.Count == state.Definition.Search.Trials;
        if (!fulfilled || !state.Open.IsEmpty)
        {
            return;
        }

        if (state.Definition.Search.BestBy == BestBy.Posterior && PosteriorBest.Of(state) is { } chosen)
        {
            decision.Record(new BestChosen(chosen, at));
            state = decision.State;
        }

        if (state.Best is { } best && state.Definition.HasRefit)
        {
            decision.Record(new RefitPlanned(best, RefitEpochs(state.Trials[best]), at));
            if (decision.State.Refit is { Status: WorkStatus.Completed })
            {
                EndSweep(decision, at); // of the trial that was the best before more were planned
            }
        }
        else
        {
            EndSweep(decision, at);
        }
    }

    /// <summary>Takes back the leases of folds that are not wanted any more, so that no attempt stays open for ever.</summary>
    public static void Release(Decision decision, IEnumerable<FoldState> folds, string reason, DateTimeOffset at)
    {
        foreach (var fold in folds.Where(f => f.Lease is not null).ToArray())
        {
            decision.Record(new AttemptFailed(fold.Lease!.Id, FailureKind.Interrupted, reason, Retry: false, "Not tried again.", at));
        }
    }

    private static void EndTrial(Decision decision, TrialState trial, DateTimeOffset at)
    {
        if (trial.Folds.FirstOrDefault(f => f.Status == WorkStatus.Failed) is { } failed)
        {
            Release(decision, trial.Folds, $"Stopped: fold {failed.Id.Fold} of the trial failed.", at);
            decision.Record(new TrialFailed(trial.Number, $"Fold {failed.Id.Fold}: {failed.Attempts[^1].Reason}", at));
        }
        else if (trial.Folds.All(f => f.Status == WorkStatus.Completed) && Brackets.PauseAfter(decision.State, trial) is null)
        {
            Complete(decision, trial, at);
        }
    }

    /// <summary>A trial whose folds are all done has its score.</summary>
    public static void Complete(Decision decision, TrialState trial, DateTimeOffset at)
    {
        var (mean, deviation) = Over(trial, result => result.Score);
        var further =
            decision.State.Definition.AdditionalObjectives?.Select(objective => Over(trial, result => objective.In(result)!.Value))
                .ToEquatableList();
        decision.Record(new TrialCompleted(trial.Number, mean, deviation, at, further));
    }

    private static ObjectiveScore Over(TrialState trial, Func<FoldResult, double> score)
    {
        var scores = trial.Folds.Select(fold => score(fold.Result!)).ToArray();
        return new ObjectiveScore(scores.Average(), Deviation(scores));
    }

    // Bessel-corrected: the folds are a sample of the splits that could have been drawn.
    private static double Deviation(double[] scores)
    {
        if (scores.Length < 2)
        {
            return 0;
        }

        var mean = scores.Average();
        return Math.Sqrt(scores.Sum(s => (s - mean) * (s - mean)) / (scores.Length - 1));
    }

    /// <summary>For how many epochs a trial is trained on all its rows, where nothing tells when to stop.</summary>
    public static int RefitEpochs(TrialState best) =>
        Math.Max(1, (int)Math.Round(best.Folds.Average(f => f.Result!.BestEpoch), MidpointRounding.AwayFromZero));

    private static void EndSweep(Decision decision, DateTimeOffset at)
    {
        var state = decision.State;
        var summary = state switch
        {
            { Best: null, Trials.IsEmpty: true } => state.SearchEnd ?? "The space has no point.",
            { Best: null } => NoneCompleted(state),
            { Definition.Explanation: { } explanation } => Explained(state, explanation),
            { Definition.Search.Elimination: not null } => Eliminated(state),
            { Refit.Status: WorkStatus.Failed } => $"Trial {state.Best} is best; its refit failed: {state.Refit.Attempts[^1].Reason}",
            { Front: { } front } =>
                $"{front.Count} of {state.Trials.Count} trials are on the front; trial {state.Best} leads in "
                    + $"{state.Definition.Objective.Metric}.",
            _ => string.Create(CultureInfo.InvariantCulture, $"Trial {state.Best} is best of {state.Trials.Count}{Instead(state)}."),
        };
        decision.Record(new SweepCompleted(state.Best, summary, at));
    }

    // Of whom nobody who looks at the scores alone would have said so.
    private static string Instead(SweepState state) => state.Chosen is { } chosen && chosen.Trial != chosen.Told
        ? $", by the trials around it too: {NumberText.Score(chosen.Mean)} is expected of it, and of trial {chosen.Told}, whose folds "
            + $"scored best, {NumberText.Score(chosen.ToldMean)}"
        : "";

    private static string Eliminated(SweepState state)
    {
        var choice = EliminationRounds.Sentence(EliminationRounds.Choose(state.Trials, state.Definition.Objective)!,
            state.Definition.Objective);
        return state.Refit is { Status: WorkStatus.Failed } refit ? $"{choice} Its refit failed: {refit.Attempts[^1].Reason}" : choice;
    }

    private static string Explained(SweepState state, ExplanationDefinition explanation)
    {
        var failed = state.Trials.Count(trial => trial.Status == WorkStatus.Failed);
        var (trials, verb) = (Words.Count(explanation.Trials.Count, "trial"), explanation.Trials.Count == 1 ? "is" : "are");
        return $"{trials} of '{explanation.Sweep}' {verb} "
            + $"explained{(failed == 0 ? "" : $"; {failed} of {state.Trials.Count} answers failed")}.";
    }

    private static string NoneCompleted(SweepState state)
    {
        var pruned = state.Trials.Count(t => t.Status == WorkStatus.Pruned);
        var failed = state.Trials.Count(t => t.Status == WorkStatus.Failed);
        return (pruned, failed) switch
        {
            (0, _) => "Every trial failed.",
            (_, 0) => "Every trial was pruned, so that none has a score over its folds. Loosen the pruner.",
            _ => string.Create(CultureInfo.InvariantCulture, $"Of {state.Trials.Count} trials {pruned} were pruned and {failed} failed."),
        };
    }
}
