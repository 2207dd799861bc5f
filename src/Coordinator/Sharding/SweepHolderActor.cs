using Orchestrator.Actors;
using Orchestrator.Actors.Persistence;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Protocol;
using Orchestrator.Coordinator.Clustered;
using Orchestrator.Coordinator.Scheduling;
using Orchestrator.Coordinator.Sweeping;

namespace Orchestrator.Coordinator.Sharding;

/// <summary>Holds those sweeps that the seat gives to this process.</summary>
/// <param name="createServices">What they work with, given this actor in the scheduler's place: what they say goes to the seat.</param>
/// <param name="elsewhere">Stands for a seat in another process.</param>
/// <param name="onSeat">Hears of each new seat.</param>
internal sealed class SweepHolderActor(Func<IActorRef, SweepServices> createServices, IActorRef elsewhere, Action<long> onSeat) : Actor
{
    private readonly Dictionary<SweepId, HeldSweep> held = [];
    private readonly Dictionary<IActorRef, SweepId> names = [];
    private SweepServices services = null!;
    private long seat;

    private sealed record Changed(SweepId Sweep);

    private sealed record Committed(SweepId Sweep, Tenure Tenure, long Number);

    private sealed record Unheard; // the sweep stopped before: its next holder hears the report again

    /// <summary>As in <see cref="CoordinatorActor"/>: the journal has what a failed sweep did, and the seat decides.</summary>
    protected override SupervisorStrategy Supervision => SupervisorStrategy.StopAlways;

    protected override ValueTask PreStart()
    {
        var self = Self;
        services = createServices(self);
        services = services with { Observer = new HolderObserver(services.Observer, sweep => self.Tell(new Changed(sweep))) };
        return ValueTask.CompletedTask;
    }

    protected override ValueTask ReceiveAsync(object message)
    {
        switch (message)
        {
            case SweepLetter letter:
                Acknowledge(letter.Tenure.Seat);
                if (letter.Tenure.Seat == seat) Open(letter);
                break;
            case SeatTaken taken: Acknowledge(taken.Seat); break;
            case SlotsWanted or SlotReleased or SweepOver:
                if (names.TryGetValue(Sender, out var speaker)) Send(speaker, message);
                break;
            case RelayedNodeActor.Relayed relayed: Send(relayed.Sweep, relayed.Order); break;
            case Changed changed: TellChange(changed.Sweep); break;
            case Committed done when held.TryGetValue(done.Sweep, out var sweep) && sweep.Tenure == done.Tenure: Send(done.Sweep, new Heard(done.Number)); break;
            case Committed or Unheard: break; // of an earlier tenure
            case Deposed deposed: Lose(deposed.Actor, deposed: true); break;
            case Terminated gone: Lose(gone.Actor, deposed: false); break;
            default: Unhandled(message); break;
        }
        return ValueTask.CompletedTask;
    }

    private void Acknowledge(long taken)
    {
        if (taken <= seat) return;
        seat = taken;
        foreach (var sweep in held.Keys.ToArray()) Drop(sweep, "Another coordinator has the seat now.");
        onSeat(taken);
    }

    private void Open(SweepLetter letter)
    {
        held.TryGetValue(letter.Sweep, out var sweep);
        if (letter.Message is Hold hold)
        {
            if (sweep is null || sweep.Tenure.CompareTo(letter.Tenure) < 0) Begin(letter, hold);
        }
        else if (sweep is not null && sweep.Tenure == letter.Tenure && letter.Number > sweep.Received)
        {
            sweep.Received = letter.Number;
            Pass(letter, sweep);
        }
        else if (letter.Message is LocalReport late)
        {
            late.Asker.Tell(new Acknowledged(), Self); // of a sweep that is gone: nothing that it says can change anything
        }
    }

    private void Begin(SweepLetter letter, Hold hold)
    {
        Drop(letter.Sweep, "It is given to this coordinator anew.");
        var own = services with { ArtifactRoot = hold.ArtifactRoot, Store = null, Lease = hold.Lease };
        var actor = Context.ActorOf(Props.Create(() => new SweepActor(letter.Sweep, own)), $"sweep-{letter.Sweep}.{letter.Tenure.Seat}.{letter.Tenure.Number}");
        Context.Watch(actor);
        names[actor] = letter.Sweep;
        held[letter.Sweep] = new HeldSweep(actor, letter.Tenure, Sender) { Received = letter.Number };
    }

    private void Pass(SweepLetter letter, HeldSweep sweep)
    {
        switch (letter.Message)
        {
            case LocalReport { Reported: var reported, Asker: var asker }: sweep.Actor.Tell(reported, asker); break;
            case Reported reported:
                var done = new Committed(letter.Sweep, letter.Tenure, letter.Number);
                Context.PipeToSelf(sweep.Actor.Ask<Acknowledged>(reported, Timeout.InfiniteTimeSpan, Context.Stopping), _ => done, _ => new Unheard());
                break;
            case SlotGiven given: sweep.Actor.Tell(new SlotGranted(given.Lease, NodeOf(letter.Sweep, sweep, given.Lease.Slot.Node)), Self); break;
            case NodeReported report: sweep.Actor.Tell(report, NodeOf(letter.Sweep, sweep, report.Node.Node)); break;
            default: sweep.Actor.Tell(letter.Message, Self); break;
        }
    }

    private IActorRef NodeOf(SweepId id, HeldSweep sweep, string node)
    {
        if (!sweep.Nodes.TryGetValue(node, out var known)) sweep.Nodes[node] = known = Context.ActorOf(Props.Create(() => new RelayedNodeActor(id, node)));
        return known;
    }

    private void TellChange(SweepId id)
    {
        // The seat's own process has the same observer.
        if (held.TryGetValue(id, out var sweep) && sweep.Seat == elsewhere) Send(id, new SweepChanged());
    }

    private void Send(SweepId id, object message)
    {
        if (held.TryGetValue(id, out var sweep)) sweep.Seat.Tell(new SweepLetter(id, sweep.Tenure, ++sweep.Sent, message), Self);
    }

    private void Lose(IActorRef actor, bool deposed)
    {
        if (!names.TryGetValue(actor, out var id)) return;
        Send(id, new SweepGone(deposed));
        Drop(id, deposed ? "Another coordinator has claimed it." : "Its actor failed; the log tells why.");
    }

    private void Drop(SweepId id, string reason)
    {
        if (!held.Remove(id, out var sweep)) return;
        names.Remove(sweep.Actor);
        Context.Unwatch(sweep.Actor);
        Context.Stop(sweep.Actor);
        foreach (var node in sweep.Nodes.Values) Context.Stop(node);
        if (sweep.Seat == elsewhere) services.Observer.OnStopped(id, reason); // else the seat says so
    }
}
