using System.Collections.Immutable;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Sweeps;

/// <summary>Turns events into state. Pure: replaying a journal gives the same state everywhere.</summary>
public static class SweepEvolution
{
    /// <summary>The state after <paramref name="happened"/>.</summary>
    /// <exception cref="InvalidOperationException">The event cannot follow this state: the journal is damaged, or written by a newer
    /// version.</exception>
    public static SweepState Apply(SweepState state, SweepEvent happened) => happened switch
    {
        SweepPlanned e => Planned(state, e),
        TrialSuggested e => Suggested(state, e),
        OwnerClaimed e => state with { Epoch = e.Epoch },
        SearchExhausted => state with { Exhausted = true },
        SearchStopped e => state with { Exhausted = true, SearchEnd = e.Reason },
        AttemptStarted e => Change(state, e.Attempt.Fold, fold => Start(fold, e)),
        AttemptCompleted e => Change(state, e.Attempt.Fold, fold =>
            Leased(fold, e.Attempt, e).EndLast(WorkStatus.Completed, e.At) with { Result = e.Result }),
        AttemptFailed e => Change(state, e.Attempt.Fold, fold =>
            Leased(fold, e.Attempt, e).EndLast(e.Retry ? WorkStatus.Waiting : WorkStatus.Failed, e.At, e.Kind, $"{e.Reason} {e.Verdict}")),
        TrialCompleted e => Completed(state, e),
        TrialFailed e => EndTrial(state, state.Trials[e.Trial] with { Status = WorkStatus.Failed, EndedAt = e.At, Reason = e.Reason }),
        TrialPruned e => EndTrial(state,
            state.Trials[e.Trial] with { Status = WorkStatus.Pruned, EndedAt = e.At, Reason = e.Reason, Partial = e.Partial }),
        FoldGranted e => Granted(state, e),
        TrialPromoted e => Promoted(state, e),
        BestChosen e => state with { Best = e.Best.Trial, Chosen = e.Best },
        RefitPlanned e => state with { Status = SweepStatus.Refitting, Refit = RefitOf(state, e.Trial), RefitEpochs = e.Epochs },
        SweepExtended e => Extended(state, e),
        CheckpointsDropped e => state with { Stored = state.Stored.Except(e.Trials) },
        TrialEnqueued e => state with { Queue = state.Queue.Add(e.Trial, new QueuedTrial(e.Configuration, e.By, e.Key)) },
        DataMoved e => state with { Plan = state.Definition with { Data = e.Data } },
        SweepCompleted e => state with { Status = SweepStatus.Completed, Pause = null, EndedAt = e.At, Ending = e.Summary },
        SweepCancelled e => state with { Status = SweepStatus.Cancelled, Pause = null, EndedAt = e.At, Ending = e.Reason },
        SweepPaused e => state with { Pause = new PauseState(e.By, e.Reason, e.StopRunning, e.At) },
        SweepContinued => state with { Pause = null },
        ResultRejected or SweepResumed => state,
        _ => throw new InvalidOperationException($"Unknown event {happened.GetType().Name}."),
    };

    private static SweepState Planned(SweepState state, SweepPlanned e) =>
        state.Status != SweepStatus.Unplanned
            ? throw Impossible(e, $"the sweep is {state.Status}")
            : state with
            {
                Id = e.Sweep,
                Plan = e.Definition,
                DataFingerprint = e.DataFingerprint,
                Leakage = e.Leakage,
                Submission = e.Submission,
                Status = SweepStatus.Searching,
                StartedAt = e.At,
                Front = e.Definition.TradesOff ? [] : null,
            };

    private static SweepState Suggested(SweepState state, TrialSuggested e)
    {
        if (e.Trial != state.Trials.Count)
        {
            throw Impossible(e, $"{state.Trials.Count} trials are known");
        }

        var trial = TrialState.New(e.Trial, e.Configuration, e.Parent, state.Definition.CrossValidation.Splits, e.At);
        var foldWise = state.Definition.Search.FoldWise is not null;
        return state with
        {
            Trials = state.Trials.Add(foldWise ? trial with { Granted = 1 } : trial),
            Open = state.Open.Add(e.Trial),
            Stored = state.Stored.Add(e.Trial),
            Grants = foldWise ? state.Grants.Add(new(trial.FoldAt(0).Id, FoldWise.NextSeen(state))) : state.Grants,
        };
    }

    private static SweepState Granted(SweepState state, FoldGranted e)
    {
        var trial = state.Trials[e.Trial];
        return trial.Ended || trial.Granted is not { } granted || granted >= trial.Folds.Length || trial.FoldAt(granted).Id.Fold != e.Fold
            ? throw Impossible(e, $"the trial is {trial.Status} and has got {trial.Granted} folds")
            : state with
            {
                Trials = state.Trials.SetItem(e.Trial, trial with { Granted = granted + 1 }),
                Grants = state.Grants.Add(new(trial.Folds[e.Fold].Id, e.Seen)),
            };
    }

    private static SweepState Promoted(SweepState state, TrialPromoted e)
    {
        var trial = state.Trials[e.Trial];
        return trial.Ended || trial.Rung != e.Rung - 1 || trial.Folds.Any(fold => fold.Status != WorkStatus.Completed)
            ? throw Impossible(e, $"the trial is {trial.Status} and has passed {trial.Rung} rungs")
            : state with
            {
                Trials = state.Trials.SetItem(e.Trial, trial with { Rung = e.Rung, Folds = [.. trial.Folds.Select(f => f.Reopened())] }),
            };
    }

    private static FoldState Start(FoldState fold, AttemptStarted e) =>
        fold.Status != WorkStatus.Waiting || e.Attempt.Attempt != fold.Attempts.Length + 1
            ? throw Impossible(e, $"the fold is {fold.Status} after {fold.Attempts.Length} attempts")
            : fold with { Status = WorkStatus.Running, Attempts = fold.Attempts.Add(new AttemptState(e.Attempt, e.Slot, e.At)) };

    private static FoldState Leased(FoldState fold, AttemptId attempt, SweepEvent e) =>
        fold.Lease?.Id == attempt ? fold : throw Impossible(e, $"{attempt} holds no lease");

    private static SweepState Completed(SweepState state, TrialCompleted e)
    {
        var trial = state.Trials[e.Trial] with
        {
            Status = WorkStatus.Completed,
            EndedAt = e.At,
            Mean = e.Mean,
            Deviation = e.Deviation,
            AdditionalScores = e.AdditionalScores,
        };
        var ended = EndTrial(state, trial);
        return ended with
        {
            Best = state.Definition.Search.Elimination is null ? BetterOf(state, trial)
                : EliminationRounds.Choose(ended.Trials, state.Definition.Objective)!.Chosen.Number,
            Front = Front.With(state, trial),
        };
    }

    /// <summary>The best trial by its folds alone, whatever has been chosen since.</summary>
    internal static int? BestOf(SweepState state) => state.Chosen?.Told ?? state.Best;

    // Trials may end out of order, so equals are told apart by number and not by who came first.
    private static int? BetterOf(SweepState state, TrialState candidate)
    {
        if (state.Best is not { } best)
        {
            return candidate.Number;
        }

        foreach (var (objective, own, other) in state.Definition.Objectives.Zip(candidate.Scores, state.Trials[best].Scores))
        {
            if (objective.IsBetter(own.Mean, other.Mean))
            {
                return candidate.Number;
            }

            if (objective.IsBetter(other.Mean, own.Mean))
            {
                return best;
            }
        }
        return Math.Min(best, candidate.Number);
    }

    private static SweepState EndTrial(SweepState state, TrialState trial) =>
        state with { Trials = state.Trials.SetItem(trial.Number, trial), Open = state.Open.Remove(trial.Number) };

    private static SweepState Extended(SweepState state, SweepExtended e) => state with
    {
        Plan = state.Definition with { Search = state.Definition.Search with { Trials = e.Trials } },
        Status = SweepStatus.Searching,
        Best = BestOf(state),
        Chosen = null,
        PreviousRefit = state.Refit ?? state.PreviousRefit,
        Refit = null,
        RefitEpochs = 0,
        EndedAt = null,
        Ending = null,
    };

    // Of the same trial it is the same training, whose attempts are counted on, and whose result stands.
    private static FoldState RefitOf(SweepState state, int trial)
    {
        var id = new FoldId(trial, FoldId.RefitFold);
        return state.PreviousRefit is not { } earlier || earlier.Id != id ? FoldState.New(id)
            : earlier.Status == WorkStatus.Completed ? earlier
            : earlier with { Status = WorkStatus.Waiting };
    }

    private static SweepState Change(SweepState state, FoldId id, Func<FoldState, FoldState> change)
    {
        var fold = state.Find(id) ?? throw new InvalidOperationException($"The journal speaks of {id}, which does not exist.");
        var changed = change(fold);
        if (id.IsRefit)
        {
            return state with { Refit = changed };
        }

        var trial = state.Trials[id.Trial];
        var folds = trial.Folds.SetItem(id.Fold, changed);
        // At a rung, or before its next fold, nothing of a trial may run for a long while.
        var waits = state.Definition.Search is not { Restarts: null, FoldWise: null }
            && folds.All(fold => fold.Status != WorkStatus.Running);
        var status = trial.Ended ? trial.Status : waits ? WorkStatus.Waiting : WorkStatus.Running;
        return state with { Trials = state.Trials.SetItem(id.Trial, trial with { Status = status, Folds = folds }) };
    }

    private static InvalidOperationException Impossible(SweepEvent e, string because) =>
        new($"{e.GetType().Name} cannot happen here: {because}.");
}
