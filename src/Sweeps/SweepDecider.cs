using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Sweeps;

/// <summary>Turns commands into events. Pure: no clock, no randomness, no I/O.</summary>
/// <remarks>
/// Delivering a command twice is harmless: what has become pointless gives no event, or a <see cref="ResultRejected"/> with its reason.
/// </remarks>
public static class SweepDecider
{
    /// <summary>What follows from <paramref name="command"/>, the consequences for trial and sweep included.</summary>
    /// <exception cref="InvalidOperationException">The sender asks for something that no state allows.</exception>
    public static IReadOnlyList<SweepEvent> Decide(SweepState state, SweepCommand command)
    {
        var decision = new Decision(state);
        switch (command)
        {
            case PlanSweep c: Plan(decision, c); break;
            case SuggestTrial c: Suggest(decision, c); break;
            case FailSuggestion c: FailSuggestion(decision, c); break;
            case FailPruning c: FailPruning(decision, c); break;
            case ClaimSweep c: Claim(decision, c); break;
            case StartAttempt c: Start(decision, c); break;
            case CompleteAttempt c: Complete(decision, c); break;
            case FailAttempt c: Fail(decision, c); break;
            case PruneTrial c: Prune(decision, c); break;
            case ResumeSweep c: Resume(decision, c); break;
            case PauseSweep c: Pause(decision, c); break;
            case ContinueSweep c: Continue(decision, c); break;
            case CancelSweep c: Cancel(decision, c); break;
            case ExtendSweep c: Extend(decision, c); break;
            case EnqueueTrial c: Enqueue(decision, c); break;
            case MoveData c: Move(decision, c); break;
            default: throw new InvalidOperationException($"Unknown command {command.GetType().Name}.");
        }
        return decision.Events;
    }

    private static void Plan(Decision decision, PlanSweep c)
    {
        if (decision.State.Status != SweepStatus.Unplanned)
        {
            throw new InvalidOperationException($"Sweep '{decision.State.Id}' exists already.");
        }

        decision.Record(new SweepPlanned(c.Sweep, c.Definition, c.DataFingerprint, c.At, c.Leakage, c.Submission));
    }

    private static void Suggest(Decision decision, SuggestTrial c)
    {
        if (decision.State.WantedTrial() != c.Trial)
        {
            return; // answered before, or overtaken by a cancellation
        }

        if (TakeQueued(decision, c.Trial, c.At))
        {
            return;
        }

        if (SearchLimits.ReasonToStop(decision.State, c.Trial, c.At) is { } reason)
        {
            decision.Record(new SearchStopped(c.Trial, reason, c.At));
            SweepProgression.Advance(decision, c.At);
            return;
        }
        if (c.Configuration is null)
        {
            decision.Record(new SearchExhausted(c.Trial, c.At));
            SweepProgression.Advance(decision, c.At);
            return;
        }
        if (!decision.State.Definition.Space.Contains(c.Configuration))
        {
            throw new InvalidOperationException($"The suggestion for trial {c.Trial} lies outside the space: {c.Configuration}.");
        }

        if (c.Parent is { } parent
            && !(parent < decision.State.Definition.Search.Seen(c.Trial) && decision.State.Trials[parent].Status == WorkStatus.Completed))
        {
            throw new InvalidOperationException(
                $"Trial {c.Trial} cannot go on from trial {parent}, which is not a completed one that its suggestion sees.");
        }

        decision.Record(new TrialSuggested(c.Trial, c.Configuration, c.At, c.Parent));
        FoldWise.Advance(decision, c.At);
    }

    private static void FailSuggestion(Decision decision, FailSuggestion c)
    {
        if (decision.State.WantedTrial() != c.Trial || TakeQueued(decision, c.Trial, c.At))
        {
            return;
        }

        decision.Record(new SearchStopped(c.Trial, $"The sampler failed at trial {c.Trial}: {c.Reason}", c.At));
        SweepProgression.Advance(decision, c.At);
    }

    private static void FailPruning(Decision decision, FailPruning c)
    {
        var state = decision.State;
        if (state.Status != SweepStatus.Searching || state.Exhausted)
        {
            return; // there is no search any more that it could end
        }

        decision.Record(new SearchStopped(state.Trials.Count, $"The pruner failed at trial {c.Trial}: {c.Reason}", c.At));
        SweepProgression.Advance(decision, c.At);
    }

    // Whatever the sampler thought meanwhile, and also where the search would end by now: somebody wants to see this one.
    private static bool TakeQueued(Decision decision, int trial, DateTimeOffset at)
    {
        if (!decision.State.Queue.TryGetValue(trial, out var queued))
        {
            return false;
        }

        decision.Record(new TrialSuggested(trial, queued.Configuration, at));
        FoldWise.Advance(decision, at);
        return true;
    }

    private static void Claim(Decision decision, ClaimSweep c)
    {
        if (decision.State.Ended || decision.State.Status == SweepStatus.Unplanned)
        {
            return;
        }

        decision.Record(new OwnerClaimed(decision.State.Epoch + 1, c.Owner, c.At));
    }

    private static void Start(Decision decision, StartAttempt c)
    {
        if (decision.State is { Ended: true } or { Pause: not null }
            || decision.State.Find(c.Fold) is not { Status: WorkStatus.Waiting } fold)
        {
            return;
        }

        decision.Record(new AttemptStarted(new AttemptId(c.Fold, fold.Attempts.Length + 1), c.Slot, c.At));
    }

    private static void Complete(Decision decision, CompleteAttempt c)
    {
        if (Objection(decision.State, c.Attempt) is { } objection)
        {
            decision.Record(new ResultRejected(c.Attempt, objection, c.At));
        }
        else if (Flaw(decision.State, c.Attempt.Fold, c.Result) is var (kind, reason))
        {
            Fail(decision, new FailAttempt(c.Attempt, kind, reason, c.At));
        }
        else
        {
            decision.Record(new AttemptCompleted(c.Attempt, c.Result, c.At));
            SweepProgression.Advance(decision, c.At, c.Attempt.Fold);
        }
    }

    // Null = there is a finite score for every objective. The refit is scored by the first alone.
    private static (FailureKind Kind, string Reason)? Flaw(SweepState state, FoldId fold, FoldResult result)
    {
        if (!fold.IsRefit && Brackets.PauseAfter(state, state.Trials[fold.Trial]) is { } rung && result.Epochs > rung)
        {
            return (FailureKind.Error, $"The node trained {result.Epochs} epochs, past the rung at {rung}: is it of an older version?");
        }

        if (!double.IsFinite(result.Score))
        {
            return (FailureKind.Diverged, $"The score is {result.Score}.");
        }

        foreach (var objective in fold.IsRefit ? [] : state.Definition.AdditionalObjectives ?? [])
        {
            if (objective.In(result) is not { } score)
            {
                return (FailureKind.Error, $"The node does not report '{objective.Metric}': is it of an older version?");
            }

            if (!double.IsFinite(score))
            {
                return (FailureKind.Diverged, $"The {objective.Metric} is {score}.");
            }
        }
        return null;
    }

    private static void Fail(Decision decision, FailAttempt c)
    {
        if (Objection(decision.State, c.Attempt) is { } objection)
        {
            decision.Record(new ResultRejected(c.Attempt, $"{objection} It reported: {c.Reason}", c.At));
            return;
        }
        var (retry, verdict) = RetryPolicy.Judge(decision.State, c.Attempt.Fold, c.Kind);
        decision.Record(new AttemptFailed(c.Attempt, c.Kind, c.Reason, retry, verdict, c.At));
        if (!retry)
        {
            SweepProgression.Advance(decision, c.At, c.Attempt.Fold);
        }
    }

    private static void Prune(Decision decision, PruneTrial c)
    {
        if (decision.State.Ended || c.Trial >= decision.State.Trials.Count || decision.State.Trials[c.Trial] is not { Ended: false } trial)
        {
            return;
        }

        SweepProgression.Release(decision, trial.Folds, "Stopped: the trial was pruned.", c.At);
        decision.Record(new TrialPruned(c.Trial, c.Reason, c.At));
        SweepProgression.Advance(decision, c.At);
    }

    private static void Resume(Decision decision, ResumeSweep c)
    {
        if (decision.State.Ended || decision.State.Status == SweepStatus.Unplanned)
        {
            return;
        }

        decision.Record(new SweepResumed(c.At));
        if (c.KeepsLeases)
        {
            return;
        }

        foreach (var fold in decision.State.Leased().ToArray())
        {
            Fail(decision,
                new FailAttempt(fold.Lease!.Id, FailureKind.Interrupted, "The orchestrator was stopped while this attempt ran.", c.At));
        }
    }

    private static void Pause(Decision decision, PauseSweep c)
    {
        if (decision.State.Ended || decision.State.Status == SweepStatus.Unplanned)
        {
            return;
        }

        if (decision.State.Pause is { } pause && (pause.StopRunning || !c.StopRunning))
        {
            return; // paused as firmly already
        }

        decision.Record(new SweepPaused(c.By, c.Reason, c.StopRunning, c.At));
    }

    private static void Continue(Decision decision, ContinueSweep c)
    {
        if (decision.State.Pause is not null)
        {
            decision.Record(new SweepContinued(c.By, c.Reason, c.At));
        }
    }

    private static void Cancel(Decision decision, CancelSweep c)
    {
        if (decision.State.Ended || decision.State.Status == SweepStatus.Unplanned)
        {
            return;
        }

        SweepProgression.Release(decision, decision.State.Leased(), "Stopped: the sweep was cancelled.", c.At);
        decision.Record(new SweepCancelled(c.Reason, c.At));
    }

    // The refit that may be under way is that of a search that was not over.
    private static void Extend(Decision decision, ExtendSweep c)
    {
        if (decision.State.Status == SweepStatus.Unplanned || SweepExtension.Objection(decision.State, c.Trials) is not null)
        {
            return;
        }

        SweepProgression.Release(decision, decision.State.Refit is { } refit ? [refit] : [], "Stopped: more trials were planned.", c.At);
        decision.Record(new SweepExtended(c.Trials, c.By, c.At));
    }

    private static void Enqueue(Decision decision, EnqueueTrial c)
    {
        var state = decision.State;
        if (state.Status != SweepStatus.Unplanned && !TrialQueue.Knows(state, c.Key)
            && TrialQueue.Objection(state, c.Configuration) is null)
        {
            decision.Record(new TrialEnqueued(TrialQueue.NextNumber(state), c.Configuration, c.By, c.At, c.Key));
        }
    }

    private static void Move(Decision decision, MoveData c)
    {
        if (decision.State is { Ended: false, Status: not SweepStatus.Unplanned } && decision.State.Definition.Data != c.Data)
        {
            decision.Record(new DataMoved(c.Data, c.At));
        }
    }

    // Null = the attempt holds the lease and may report.
    private static string? Objection(SweepState state, AttemptId attempt)
    {
        if (state.Ended)
        {
            return $"The sweep is {state.Status.ToString().ToLowerInvariant()}.";
        }

        if (!attempt.Fold.IsRefit && attempt.Fold.Trial < state.Trials.Count && state.Trials[attempt.Fold.Trial] is { Ended: true } trial)
        {
            return $"Trial {trial.Number} is {trial.Status.ToString().ToLowerInvariant()}.";
        }

        return state.Find(attempt.Fold) is not { } fold ? "There is no such fold."
            : fold.Lease?.Id != attempt ? $"{attempt} does not hold the lease."
            : null;
    }
}
