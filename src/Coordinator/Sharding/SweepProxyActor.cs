using Orchestrator.Actors;
using Orchestrator.Actors.Persistence;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Protocol;
using Orchestrator.Coordinator.Clustered;
using Orchestrator.Coordinator.Journaling;
using Orchestrator.Coordinator.Scheduling;
using Orchestrator.Coordinator.Sweeping;
using Orchestrator.Sweeps.Commands;
using Orchestrator.Sweeps.Scheduling;

namespace Orchestrator.Coordinator.Sharding;

/// <summary>Stands for a sweep at the seat, whoever holds it: scheduler, nodes and users speak to it and do not notice when the holder changes.</summary>
/// <remarks>
/// A new holder reads the journal. What the journal does not say it hears from here: which slots the scheduler has given to the sweep, and the
/// reports that the former holder has not confirmed.
/// </remarks>
internal sealed class SweepProxyActor(SweepId sweep, SweepServices services, long seat) : Actor
{
    private readonly Queue<(long Number, Reported Reported, IActorRef Asker)> unheard = []; // sent, and not confirmed yet
    private readonly List<(Reported Reported, IActorRef Asker)> unsent = []; // wait until the holder knows of its slots
    private readonly List<(NodeReported Report, IActorRef Node)> early = []; // so do these
    private readonly Dictionary<string, IActorRef> nodes = [];
    private readonly Dictionary<FoldId, (string Node, long At)> ordered = []; // when a fold's attempt was sent to its node
    private IActorRef? holder;
    private IActorRef? follower;
    private PlanSweep? plan; // until somebody has journaled it
    private bool isHere;
    private bool knowsSlots;
    private long tenure;
    private long sent;
    private long received;

    protected override ValueTask ReceiveAsync(object message)
    {
        switch (message)
        {
            case Entrusted entrusted: MoveTo(entrusted); break;
            case SweepLetter letter when letter.Tenure == new Tenure(seat, tenure) && letter.Number > received:
                received = letter.Number;
                Hear(letter.Message);
                break;
            case SweepLetter: break; // of an earlier tenure, or come twice
            case SlotsHeld slots: Introduce(slots.Slots); break;
            case SlotGranted granted: Give(granted); break;
            case SlotLost lost:
                ordered.Remove(lost.Lease.Fold);
                Send(lost);
                break;
            case SlotsUnavailable unavailable:
                if (!isHere) services.Observer.OnWaiting(sweep, unavailable.Reason);
                Send(unavailable);
                break;
            case NodeReported report: Take(report); break;
            case Reported reported: Take(reported); break;
            case PlanSweep wanted: Send(plan = wanted); break;
            case SweepCommand command: Send(command); break;
            default: Unhandled(message); break;
        }
        return ValueTask.CompletedTask;
    }

    // Nothing that a sweep without a holder is told can change anything.
    protected override ValueTask PostStop()
    {
        foreach (var asker in unheard.Select(u => u.Asker).Concat(unsent.Select(u => u.Asker))) asker.Tell(new Acknowledged(), Self);
        return ValueTask.CompletedTask;
    }

    private void MoveTo(Entrusted entrusted)
    {
        (holder, isHere, knowsSlots) = (entrusted.Holder, entrusted.IsHere, false);
        (tenure, sent, received) = (tenure + 1, 0, 0);
        unsent.InsertRange(0, unheard.Select(u => (u.Reported, u.Asker)));
        unheard.Clear();
        if (follower is not null) Context.Stop(follower);
        follower = isHere ? null : Context.ActorOf(Props.Create(() => new SweepFollowerActor(new SweepArchive(services.Journal), sweep, services.Observer, entrusted.IsNew)));
        Send(new Hold(services.ArtifactRoot, services.Lease));
        services.Scheduler.Tell(new SweepTaken(sweep), Self);
    }

    private void Introduce(IReadOnlyList<SlotGranted> slots)
    {
        knowsSlots = true;
        foreach (var slot in slots)
        {
            ordered.TryAdd(slot.Lease.Fold, (slot.Slot.Node, Context.System.Time.GetTimestamp())); // if the former holder has begun it, its node must know
            Give(slot);
        }
        if (plan is not null && tenure > 1) Send(plan); // the former holder may not have journaled it
        foreach (var (reported, asker) in unsent) Send(reported, asker);
        unsent.Clear();
        foreach (var (report, node) in early) Send(report, node);
        early.Clear();
    }

    private void Give(SlotGranted granted)
    {
        nodes[granted.Slot.Node] = granted.Node;
        Send(new SlotGiven(granted.Lease));
    }

    private void Take(Reported reported)
    {
        if (!isHere)
        {
            foreach (var measured in reported.Messages.OfType<EpochMeasured>()) services.Observer.OnMeasured(measured);
        }
        if (knowsSlots) Send(reported, Sender);
        else unsent.Add((reported, Sender));
    }

    private void Take(NodeReported report)
    {
        nodes[report.Node.Node] = Sender;
        if (knowsSlots) Send(report, Sender);
        else early.Add((report, Sender));
    }

    private void Send(Reported reported, IActorRef asker)
    {
        if (isHere) Send(new LocalReport(reported, asker));
        else unheard.Enqueue((Send(reported), reported, asker));
    }

    // Of all that a node says, what concerns this sweep.
    private void Send(NodeReported report, IActorRef node)
    {
        var leases = report.Node.Leases.Where(l => l.Sweep == sweep).ToEquatableList();
        var due = ordered.Where(o => o.Value.Node == report.Node.Node && o.Value.At < report.AskedAt).Select(o => o.Key).ToEquatableList();
        if (!report.IsNew && leases.Count == 0 && due.Count == 0) return;
        nodes[report.Node.Node] = node;
        Send(report with { Node = new NodeJoined(report.Node.Node, report.Node.Instance, []) { Leases = leases }, Due = due });
    }

    private long Send(object message)
    {
        sent++;
        holder?.Tell(new SweepLetter(sweep, new Tenure(seat, tenure), sent, message), Self);
        return sent;
    }

    private void Hear(object message)
    {
        switch (message)
        {
            case SlotReleased released:
                ordered.Remove(released.Lease.Fold);
                services.Scheduler.Tell(released, Self);
                break;
            case SlotsWanted:
                plan = null;
                services.Scheduler.Tell(message, Self);
                break;
            case SweepOver:
                services.Scheduler.Tell(message, Self);
                Context.Parent!.Tell(message, Self);
                break;
            case NodeOrder order: PassOn(order); break;
            case Heard heard:
                while (unheard.TryPeek(out var first) && first.Number <= heard.Number) unheard.Dequeue().Asker.Tell(new Acknowledged(), Self);
                break;
            case SweepChanged: follower?.Tell(message, Self); break;
            case SweepGone gone: End(gone); break;
            default: Unhandled(message); break;
        }
    }

    private void PassOn(NodeOrder order)
    {
        if (!nodes.TryGetValue(order.Node, out var node)) return; // gone; its slots are reported lost
        if (order.Command is not RunFold run)
        {
            node.Tell(order.Command, Self);
            return;
        }
        ordered[run.Assignment.Attempt.Fold] = (order.Node, Context.System.Time.GetTimestamp());
        node.Tell(run with { Assignment = run.Assignment with { Store = services.Store?.Invoke() } }, Self); // only the seat knows where it is
    }

    private void End(SweepGone gone)
    {
        if (gone.Deposed) Context.Parent!.Tell(new Deposed(Self, SweepArchive.PersistenceId(sweep)), Self);
        Context.Stop(Self);
    }
}
