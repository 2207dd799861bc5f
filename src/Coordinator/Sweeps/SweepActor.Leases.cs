using Akka.Actor;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Trials;
using Orchestrator.Coordinator.Scheduling;
using Orchestrator.Sweeps;
using Orchestrator.Sweeps.Scheduling;

namespace Orchestrator.Coordinator.Sweeps;

// Brings together what journal, scheduler and nodes on other machines say of the sweep's leases. Any message may get lost, so it is done
// again and again.
public sealed partial class SweepActor
{
    private readonly Dictionary<AttemptId, long> sentBefore = []; // the first question that was asked after an attempt was sent off
    private long question;

    private void StartComparing()
    {
        if (services.Lease is { } lease && clients is null)
        {
            Timers.StartPeriodicTimer(nameof(CompareLeases), CompareLeases.Message, TimeSpan.Zero, lease / 2);
        }
    }

    private void AskForLeases()
    {
        var unclaimed = State.Leased().Select(f => f.Lease!).Where(l => !running.ContainsKey(l.Id))
            .Select(l => new Assignment(l.Slot, sweep, l.Id.Fold));
        Scheduler.Tell(new SlotsHeld(sweep, running.Values.Select(g => g.Lease).ToEquatableList(), unclaimed.ToEquatableList()),
            Self);
        AskNodes();
        foreach (var attempt in stopping.Where(running.ContainsKey))
        {
            SendStop(running[attempt], attempt);
        }
        ForgetSilentSubscribers();
        CommitAfterThis(); // and says again what it wants
    }

    private void AskNodes()
    {
        question++;
        foreach (var gone in sentBefore.Keys.Where(a => !running.ContainsKey(a)).ToArray())
        {
            sentBefore.Remove(gone);
        }
        foreach (var attempt in running.Keys.Where(a => !IsToBeSent(a)))
        {
            sentBefore.TryAdd(attempt, question);
        }
        foreach (var node in running.Values.Select(g => g.Node).Distinct())
        {
            node.Tell(new QueryLeases(sweep, question, State.Epoch), Self);
        }
    }

    // A node that was out of sight for long may run what has been given up: the answer tells, and it is stopped.
    private void AskForStrays(IActorRef node)
    {
        if (services.Lease is not null)
        {
            node.Tell(new QueryLeases(sweep, ++question, State.Epoch), Self);
        }
    }

    private bool IsToBeSent(AttemptId attempt) => gathering.Started.Contains(attempt) || committing?.Started.Contains(attempt) == true;

    private void Compare(LeasesReported report)
    {
        if (report.Epoch != State.Epoch)
        {
            return; // the answer to a former owner
        }
        foreach (var lease in report.Leases.Where(l => !running.ContainsKey(l.Attempt) && !HoldsLease(l.Attempt)))
        {
            Sender.Tell(new StopFold(lease.Slot, sweep, lease.Attempt, State.Epoch), Self);
        }
        var held = report.Leases.Select(l => l.Attempt).ToHashSet();
        foreach (var (attempt, first) in sentBefore.Where(s => s.Value <= report.Question && !held.Contains(s.Key)).ToArray())
        {
            if (!running.TryGetValue(attempt, out var granted) || granted.Slot.Node != report.Node)
            {
                continue;
            }
            Leave(attempt);
            if (HoldsLease(attempt))
            {
                Execute(new FailAttempt(attempt, FailureKind.Interrupted, $"Node '{report.Node}' does not run it.", Now));
            }
        }
    }

    // The slot is the sweep's already: by a former owner, under whom the attempt began, or the scheduler says it again.
    private bool AdoptLease(SlotGranted granted)
    {
        if (State.Find(granted.Lease.Fold)?.Lease is not { } lease || lease.Slot != granted.Slot)
        {
            return false;
        }
        running[lease.Id] = granted;
        return true;
    }

    private sealed class CompareLeases
    {
        public static readonly CompareLeases Message = new();
    }
}
