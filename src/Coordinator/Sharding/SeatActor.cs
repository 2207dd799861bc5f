using Orchestrator.Actors;
using Orchestrator.Actors.Transport;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Protocol;
using Orchestrator.Coordinator.Scheduling;
using Orchestrator.Coordinator.Sweeping;

namespace Orchestrator.Coordinator.Sharding;

/// <summary>The coordinator that has the seat: one scheduler for the whole cluster, and the sweeps divided among all coordinators.</summary>
/// <param name="createServices">What sweeps work with, given the scheduler.</param>
/// <param name="seat">Its epoch in the journal.</param>
/// <param name="here">The holder in this process.</param>
/// <param name="transport">Carries letters to the others.</param>
/// <remarks>
/// A sweep goes to whoever holds fewest that have not ended, and stays there until its holder is gone. A coordinator that joins later gets the
/// sweeps that come after: to move one costs its sampler what it has fitted.
/// </remarks>
internal sealed class SeatActor(
    Func<IActorRef, SweepServices> createServices, long seat, SweepHolder here, ITransport transport) : CoordinatorActor(createServices)
{
    private readonly SortedDictionary<string, IActorRef> holders = new(StringComparer.Ordinal);
    private readonly Dictionary<SweepId, string> places = []; // of those that have not ended

    /// <inheritdoc />
    protected override async ValueTask PreStart()
    {
        await base.PreStart();
        holders[here.Name] = here.Actor;
        here.Actor.Tell(new SeatTaken(seat), Self);
    }

    /// <inheritdoc />
    protected override ValueTask ReceiveAsync(object message)
    {
        switch (message)
        {
            case PresenceChange change when Inboxes.TryReadHolder(change.Name, out var name):
                if (change.Present) Welcome(name);
                else Bury(name);
                break;
            case SweepLetter letter: Pass(letter.Sweep, letter); break;
            case SweepOver over: places.Remove(over.Sweep); break;
            default: return base.ReceiveAsync(message);
        }
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    protected override IActorRef Create(SweepId sweep, bool isNew)
    {
        var proxy = Context.ActorOf(Props.Create(() => new SweepProxyActor(sweep, Services, seat)), $"sweep-{sweep}");
        Entrust(sweep, proxy, isNew);
        return proxy;
    }

    /// <inheritdoc />
    protected override void OnGone(SweepId sweep) => places.Remove(sweep);

    private void Welcome(string name)
    {
        if (holders.ContainsKey(name)) return;
        holders[name] = Context.ActorOf(Props.Create(() => new LetterCarrierActor(transport, Inboxes.Seat, Inboxes.OfHolder(name))));
        holders[name].Tell(new SeatTaken(seat), Self);
    }

    private void Bury(string name)
    {
        if (name == here.Name || !holders.Remove(name, out var gone)) return;
        foreach (var sweep in places.Where(p => p.Value == name).Select(p => p.Key).Order(Comparer<SweepId>.Create((a, b) => string.CompareOrdinal(a.Value, b.Value))).ToArray())
            if (Find(sweep) is { } proxy) Entrust(sweep, proxy, isNew: false);
        Context.Stop(gone);
    }

    private void Entrust(SweepId sweep, IActorRef proxy, bool isNew)
    {
        var name = holders.Keys.MinBy(h => (places.Count(p => p.Value == h), h != here.Name));
        places[sweep] = name!;
        proxy.Tell(new Entrusted(holders[name!], name == here.Name, isNew), Self);
        Services.Observer.OnHeld(sweep, name!);
    }
}
