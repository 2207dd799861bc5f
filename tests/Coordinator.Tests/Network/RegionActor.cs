using Akka.Actor;
using Akka.Cluster.Sharding;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Coordinator.Sweeps;

namespace Orchestrator.Coordinator.Tests.Network;

/// <summary>Does what a shard region does for sweeps, remembered ones included: who falls is recovered.</summary>
internal sealed class RegionActor(Func<SweepServices> services) : UntypedActor
{
    private readonly Dictionary<SweepId, IActorRef> sweeps = [];
    private readonly Dictionary<IActorRef, List<(object Message, IActorRef Sender)>> passivating = [];

    /// <summary>Ends the actor of a sweep in the middle of its work.</summary>
    public sealed record Kill(SweepId Sweep);

    protected override SupervisorStrategy SupervisorStrategy() => Akka.Actor.SupervisorStrategy.StoppingStrategy;

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Kill kill:
                if (sweeps.TryGetValue(kill.Sweep, out var victim))
                {
                    Context.Stop(victim);
                }
                break;
            case ISweepMessage known: Pass(known, Sender); break;
            case Passivate passivate:
                passivating.TryAdd(Sender, []);
                Sender.Tell(passivate.StopMessage);
                break;
            case Terminated gone: Forget(gone.ActorRef); break;
        }
    }

    private void Pass(ISweepMessage message, IActorRef sender)
    {
        if (!sweeps.TryGetValue(message.Sweep, out var sweep))
        {
            var (id, with) = (message.Sweep, services());
            sweep = sweeps[id] = Context.ActorOf(Props.Create(() => new SweepActor(id, with)));
            Context.Watch(sweep);
        }
        if (passivating.TryGetValue(sweep, out var waiting))
        {
            waiting.Add((message, sender));
        }
        else
        {
            sweep.Tell(message, sender);
        }
    }

    private void Forget(IActorRef sweep)
    {
        var id = sweeps.Single(s => s.Value.Equals(sweep)).Key;
        sweeps.Remove(id);
        if (!passivating.Remove(sweep, out var waiting))
        {
            Pass(new RecoverSweep(id), Self);
        }
        foreach (var (message, sender) in waiting ?? [])
        {
            Pass((ISweepMessage)message, sender);
        }
    }
}
