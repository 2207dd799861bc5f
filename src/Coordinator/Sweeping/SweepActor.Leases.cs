using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Protocol;
using Orchestrator.Contracts.Trials;
using Orchestrator.Coordinator.Clustered;
using Orchestrator.Coordinator.Scheduling;
using Orchestrator.Sweeps.Commands;
using Orchestrator.Sweeps.Scheduling;

namespace Orchestrator.Coordinator.Sweeping;

// Brings together what the journal says of leases and what nodes on other machines say.
public sealed partial class SweepActor
{
    // Attempts on other machines go on without a coordinator. Their nodes will vouch for them, or they are taken back.
    private void Resume()
    {
        Execute(new ResumeSweep(Now, KeepsLeases: services.Lease is not null));
        if (services.Lease is { } lease && State.Leased().Any()) Context.ScheduleOnce(lease, LeasesOverdue.Message);
    }

    private void Compare(NodeReported report)
    {
        var leases = report.Node.Leases.Where(l => l.Sweep == sweep).ToArray();
        foreach (var lease in leases.Where(l => !running.ContainsKey(l.Attempt))) Recognize(lease, report.IsNew);

        var held = leases.Select(l => l.Attempt).ToHashSet();
        foreach (var attempt in Expected(report).Where(a => !held.Contains(a)).ToArray())
        {
            Leave(attempt);
            if (HoldsLease(attempt)) TakeBack(attempt, $"Node '{report.Node.Node}' does not run it.");
        }
        if (State.Pause is { StopRunning: true }) SettleSoon(); // what has just come to light is to stop too
    }

    /// <summary>The scheduler gave the slot to an earlier holder of this sweep, under whom the attempt has begun: its node will vouch for it, or not.</summary>
    private bool Reclaim(SlotGranted granted)
    {
        if (State.Find(granted.Lease.Fold)?.Lease is not { } lease || lease.Slot != granted.Slot) return false;
        running.TryAdd(lease.Id, granted);
        return true;
    }

    /// <summary>A node runs what this coordinator has not sent it: for its predecessor, or in spite of having been told to stop.</summary>
    private void Recognize(HeldLease lease, bool kept)
    {
        var granted = new SlotGranted(new Assignment(lease.Slot, sweep, lease.Attempt.Fold), Sender);
        if (kept && State.Find(lease.Attempt.Fold)?.Lease is { } known && known.Id == lease.Attempt && known.Slot == lease.Slot)
        {
            running.Add(lease.Attempt, granted);
            return;
        }
        Sender.Tell(new StopFold(lease.Slot, lease.Attempt), Self);
        if (kept) services.Scheduler.Tell(new SlotReleased(granted.Lease), Self);
    }

    /// <summary>What a node that reports must have in hand: all that reached it before it was asked, and what the journal says of the time before.</summary>
    private IEnumerable<AttemptId> Expected(NodeReported report) =>
        running.Where(r => r.Value.Slot.Node == report.Node.Node && report.Due.Contains(r.Key.Fold)).Select(r => r.Key)
            .Concat(Unclaimed().Where(slot => slot.Slot.Node == report.Node.Node).Select(a => a.Attempt));

    /// <summary>Leases of which only the journal knows.</summary>
    private IEnumerable<(AttemptId Attempt, SlotId Slot)> Unclaimed() =>
        State.Leased().Select(f => f.Lease!).Where(l => !running.ContainsKey(l.Id)).Select(l => (l.Id, l.Slot));

    private void TakeBackUnclaimed()
    {
        foreach (var (attempt, slot) in Unclaimed().ToArray())
            TakeBack(attempt, $"The coordinator changed, and node '{slot.Node}' has not come forward since.");
    }

    private void TakeBack(AttemptId attempt, string reason) => Execute(new FailAttempt(attempt, FailureKind.Interrupted, reason, Now));

    private sealed class LeasesOverdue
    {
        public static readonly LeasesOverdue Message = new();
    }
}
