using Akka.Actor;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Trials;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Coordinator.Scheduling;
using Orchestrator.Sweeps;
using Orchestrator.Sweeps.Scheduling;

namespace Orchestrator.Coordinator.Sweeps;

// From a granted slot to an attempt's result.
public sealed partial class SweepActor
{
    private const int RememberedNodes = 4096;

    private readonly Dictionary<string, long> reported = []; // number of the last report, by life of a node

    private void StartAttempt(SlotGranted granted)
    {
        if (AdoptLease(granted))
        {
            return;
        }
        // A fold whose end was not journaled when this actor began anew has its slot still, whatever the scheduler heard before.
        if (drainer is not null
            || State.Leased().Any(f => f.Lease!.Slot == granted.Slot)
            || State.Ready().FirstOrDefault(f => f.Id == granted.Lease.Fold) is not { } fold)
        {
            Scheduler.Tell(new SlotReleased(granted.Lease), Self); // or overtaken: its trial was pruned, say
            AskForStrays(granted.Node);
            return;
        }
        Wait(null); // the scheduler looks again only after a while
        Execute(new StartAttempt(fold.Id, granted.Slot, Now));
        var attempt = State.Find(fold.Id)!.Lease!.Id;
        running.Add(attempt, granted);
        gathering.Started.Add(attempt);
    }

    private void SendOff(IReadOnlyList<AttemptId> started)
    {
        foreach (var attempt in started)
        {
            if (!running.TryGetValue(attempt, out var granted))
            {
                continue; // its node was lost before it began
            }
            if (HoldsLease(attempt))
            {
                granted.Node.Tell(new RunFold(granted.Slot, Assignment(attempt), State.Epoch), Self);
            }
            else
            {
                Leave(attempt); // decided otherwise meanwhile
            }
        }
    }

    private FoldAssignment Assignment(AttemptId attempt)
    {
        var trial = State.Trials[attempt.Fold.Trial];
        var parent = attempt.Fold.IsRefit ? null : trial.Parent;
        if (State.Definition.Explanation is { } explanation)
        {
            var explained = attempt.Fold with { Trial = explanation.TrialOf(trial.Configuration).Number };
            return new FoldAssignment(sweep, attempt, State.Definition, trial.Configuration, State.Definition.Stopping.Epochs,
                ArtifactLayout.OfFold(services.ArtifactRoot, sweep, attempt.Fold), services.Store?.Invoke(),
                explanation.Permuted is null ? ArtifactLayout.OfFold(services.ArtifactRoot, explanation.Sweep, explained) : null);
        }

        return new FoldAssignment(
            sweep,
            attempt,
            State.Definition,
            trial.Configuration,
            attempt.Fold.IsRefit ? State.RefitEpochs : State.Definition.Stopping.Epochs,
            ArtifactLayout.OfFold(services.ArtifactRoot, sweep, attempt.Fold),
            services.Store?.Invoke(),
            parent is { } number ? ArtifactLayout.OfFold(services.ArtifactRoot, sweep, attempt.Fold with { Trial = number }) : null,
            attempt.Fold.IsRefit ? Lineage.Before(State, attempt.Fold.Trial) : null,
            attempt.Fold.IsRefit ? null : Brackets.PauseAfter(State, trial));
    }

    // Over the network: acknowledged when it is durable, or else a coordinator that dies takes it along.
    private void Take(WorkerReports reports)
    {
        var known = reported.GetValueOrDefault(reports.Instance);
        var number = reports.Sequence - reports.Messages.Count;
        foreach (var report in reports.Messages)
        {
            if (++number > known && State.Status != SweepStatus.Unplanned)
            {
                Hear(report);
            }
        }
        if (reported.Count >= RememberedNodes)
        {
            reported.Clear(); // what comes again is recognised by its lease all the same
        }
        reported[reports.Instance] = Math.Max(known, reports.Sequence);
        gathering.Reports[Sender] = new ReportsAcknowledged(sweep, reports.Sequence);
        CommitAfterThis();
    }

    private void Hear(WorkerMessage report)
    {
        switch (report)
        {
            case EpochMeasured measured: Measure(measured); break;
            case FoldLogged logged: Keep(logged); break;
            case FoldCompleted done:
                Conclude(done.Attempt, new SlotOutcome(), new CompleteAttempt(done.Attempt, done.Result, Now));
                PruneAfterFold(done.Attempt.Fold);
                break;
            case FoldFailed failed:
                Conclude(failed.Attempt, SlotOutcome.Of(State.Definition, failed),
                    new FailAttempt(failed.Attempt, failed.Kind, failed.Reason, Now));
                break;
        }
    }

    private void Measure(EpochMeasured measured)
    {
        if (!HoldsLease(measured.Attempt))
        {
            return;
        }
        var ((trial, fold), attempt) = measured.Attempt;
        foreach (var (metric, value) in measured.Metrics)
        {
            gathering.Rows.Add(new MeasurementRow(sweep, trial, fold, attempt, measured.Epoch, metric, value));
        }
        services.Observer.OnMeasured(measured);
        TellSubscribers(measured);
        CommitWithin(FlushInterval);
        PruneAfterEpoch(measured);
    }

    // Also of an attempt that has ended, or lost its lease: its last words are what somebody will look for.
    private void Keep(FoldLogged logged)
    {
        if (services.KeepLogs is null
            || State.Find(logged.Attempt.Fold)?.Attempts.Any(attempt => attempt.Id == logged.Attempt) is not true)
        {
            return;
        }
        gathering.Logs.Add(logged);
        CommitWithin(FlushInterval);
    }

    private void CommitWithin(TimeSpan interval)
    {
        if (!flushScheduled)
        {
            flushScheduled = true;
            Timers.StartSingleTimer(nameof(FlushInterval), CommitSoon.Message, interval);
        }
    }

    private void Conclude(AttemptId attempt, SlotOutcome? outcome, SweepCommand command)
    {
        var told = stopping.Contains(attempt);
        Leave(attempt, outcome);
        // An attempt that was told to stop because its lease is gone has nothing to add.
        if (!told || HoldsLease(attempt))
        {
            Execute(command);
        }
        else
        {
            CommitAfterThis();
        }
    }

    private void OnSlotLost(SlotLost lost)
    {
        foreach (var attempt in running.Where(r => r.Value.Lease == lost.Lease).Select(r => r.Key).ToArray())
        {
            running.Remove(attempt);
            stopping.Remove(attempt);
        }
        if (State.Find(lost.Lease.Fold)?.Lease is { } lease && lease.Slot == lost.Lease.Slot)
        {
            Execute(new FailAttempt(lease.Id, lost.Kind, lost.Reason, Now));
        }
        else
        {
            CommitAfterThis(); // a drain may have waited for it
        }
    }

    private void Leave(AttemptId attempt, SlotOutcome? outcome = null)
    {
        stopping.Remove(attempt);
        if (running.Remove(attempt, out var granted))
        {
            Scheduler.Tell(new SlotReleased(granted.Lease, outcome), Self);
        }
    }

    private void StopAttempt(AttemptId attempt)
    {
        if (stopping.Add(attempt))
        {
            SendStop(running[attempt], attempt);
        }
    }

    private void SendStop(SlotGranted granted, AttemptId attempt) =>
        granted.Node.Tell(new StopFold(granted.Slot, sweep, attempt, State.Epoch), Self);

    private bool HoldsLease(AttemptId attempt) => State.Find(attempt.Fold)?.Lease?.Id == attempt;
}
