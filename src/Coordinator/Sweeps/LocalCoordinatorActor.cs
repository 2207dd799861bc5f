using Akka.Actor;
using Akka.Cluster.Sharding;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Coordinator.Scheduling;

namespace Orchestrator.Coordinator.Sweeps;

/// <summary>The coordinator of one machine: a scheduler and the sweeps, without a cluster. Stands where a shard region stands in
/// one.</summary>
/// <param name="createServices">What the sweeps work with, given the scheduler.</param>
/// <param name="scheduling">How slots are given away.</param>
public sealed class LocalCoordinatorActor(Func<IActorRef, SweepServices> createServices, SchedulingOptions scheduling) : UntypedActor
{
    private const string FailureText = "The scheduler failed; the log tells why.";

    private readonly Dictionary<SweepId, IActorRef> sweeps = [];
    // what waits for their successors
    private readonly Dictionary<IActorRef, List<(ISweepMessage Message, IActorRef Sender)>> passivating = [];
    private SweepServices services = null!;
    private IActorRef scheduler = null!;
    private IActorRef? drainer;
    private bool hasFailed;

    /// <inheritdoc />
    /// <remarks>What an actor that failed had asked of others is unknown by then. It stops, its observer is told, and recovery from the
    /// journal goes on from there.</remarks>
    protected override SupervisorStrategy SupervisorStrategy() => Akka.Actor.SupervisorStrategy.StoppingStrategy;

    /// <inheritdoc />
    protected override void PreStart()
    {
        var (sweeps, options) = (Self, scheduling);
        scheduler = Context.ActorOf(Props.Create(() => new SchedulerActor(sweeps, options)), "scheduler");
        Context.Watch(scheduler);
        services = createServices(scheduler);
    }

    /// <inheritdoc />
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case ISweepMessage known: Pass(known, Sender); break;
            case NodeJoined or NodeLeft or DescribeNodes or DrainNode: scheduler.Forward(message); break;
            case Passivate passivate: BeginPassivating(passivate); break;
            case Drain: BeginDraining(); break;
            case Drained: Forget(Sender); break;
            case Terminated gone when gone.ActorRef.Equals(scheduler): EndAll(); break;
            case Terminated gone: Forget(gone.ActorRef); break;
            default: Unhandled(message); break;
        }
    }

    private void Pass(ISweepMessage message, IActorRef sender)
    {
        if (hasFailed)
        {
            services.Observer.OnStopped(message.Sweep, FailureText);
            return;
        }
        var sweep = Find(message.Sweep);
        if (passivating.TryGetValue(sweep, out var waiting))
        {
            waiting.Add((message, sender));
        }
        else
        {
            sweep.Tell(message, sender);
        }
    }

    // Behind what it was told already.
    private void BeginPassivating(Passivate passivate)
    {
        if (passivating.TryAdd(Sender, []))
        {
            Sender.Tell(passivate.StopMessage, Self);
        }
    }

    private IActorRef Find(SweepId sweep)
    {
        if (sweeps.TryGetValue(sweep, out var known))
        {
            return known;
        }
        var with = services;
        var actor = Context.ActorOf(Props.Create(() => new SweepActor(sweep, with)), $"sweep-{sweep}");
        Context.Watch(actor);
        if (drainer is not null)
        {
            actor.Tell(new Drain(), Self);
        }
        return sweeps[sweep] = actor;
    }

    private void BeginDraining()
    {
        drainer = Sender;
        foreach (var sweep in sweeps.Values)
        {
            sweep.Tell(new Drain(), Self);
        }
        AnswerDrainer();
    }

    private void Forget(IActorRef sweep)
    {
        foreach (var (id, _) in sweeps.Where(s => s.Value.Equals(sweep)).ToArray())
        {
            sweeps.Remove(id);
        }
        if (passivating.Remove(sweep, out var waiting))
        {
            waiting.ForEach(late => Pass(late.Message, late.Sender));
        }
        AnswerDrainer();
    }

    // Without a scheduler nothing moves any more, and nothing would say so.
    private void EndAll()
    {
        hasFailed = true;
        foreach (var (id, sweep) in sweeps)
        {
            services.Observer.OnStopped(id, FailureText);
            Context.Stop(sweep);
        }
    }

    private void AnswerDrainer()
    {
        if (sweeps.Count == 0)
        {
            drainer?.Tell(new Drained(), Self);
        }
    }
}
