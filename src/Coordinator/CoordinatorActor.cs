using Orchestrator.Actors;
using Orchestrator.Actors.Persistence;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Protocol;
using Orchestrator.Coordinator.Clustered;
using Orchestrator.Coordinator.Scheduling;
using Orchestrator.Coordinator.Sweeping;
using Orchestrator.Sweeps.Commands;
using Orchestrator.Sweeps.Scheduling;

namespace Orchestrator.Coordinator;

/// <summary>The root of the coordinator: one scheduler, one actor a sweep.</summary>
/// <param name="createServices">What the sweeps work with, given the scheduler.</param>
/// <param name="scheduling">How slots are given away; null = as usual.</param>
public class CoordinatorActor(Func<IActorRef, SweepServices> createServices, SchedulingOptions? scheduling = null) : Actor
{
    private readonly Dictionary<SweepId, IActorRef> sweeps = [];
    private readonly Dictionary<IActorRef, SweepId> names = [];
    private IActorRef scheduler = null!;
    private IActorRef? drainer;

    /// <summary>What sweeps work with.</summary>
    protected SweepServices Services { get; private set; } = null!;

    /// <summary>A sweep whose actor failed is not restarted: what it had asked of others is unknown. The journal has what it did.</summary>
    protected override SupervisorStrategy Supervision => SupervisorStrategy.StopAlways;

    /// <inheritdoc />
    protected override ValueTask PreStart()
    {
        scheduler = Context.ActorOf(Props.Create(() => new SchedulerActor(scheduling ?? new SchedulingOptions())), "scheduler");
        Services = createServices(scheduler);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    protected override ValueTask ReceiveAsync(object message)
    {
        switch (message)
        {
            case NodeJoined or NodeLeft or DescribeNodes or DrainNode: scheduler.Tell(message, Sender); break;
            case NodeNews news: Services.Observer.OnNode(news.Node, news.Text); break;
            case TakeUpSweep known: Sweep(known.Sweep, isNew: false); break;
            case CancelSweepRequest cancel: Pass(cancel.Sweep, new CancelSweep(cancel.Reason, Services.Time.GetUtcNow())); break;
            case PauseSweepRequest pause: Pass(pause.Sweep, new PauseSweep(pause.By, pause.Reason, pause.StopRunning, Services.Time.GetUtcNow())); break;
            case ContinueSweepRequest go: Pass(go.Sweep, new ContinueSweep(go.By, go.Reason, Services.Time.GetUtcNow())); break;
            case NodeReported report: Compare(report); break;
            case Reported reported: PassReport(reported); break;
            case PlanSweep plan: Sweep(plan.Sweep, isNew: true).Tell(plan, Sender); break;
            case Drain: BeginDraining(); break;
            case Drained: Gone(Sender, null); break;
            case Deposed deposed: Depose(deposed.Actor); break;
            case Terminated gone: Gone(gone.Actor, "Its actor failed; the log tells why."); break;
            default: Unhandled(message); break;
        }
        return ValueTask.CompletedTask;
    }

    /// <summary>Who stands for a sweep; null = it is not known, or gone.</summary>
    protected IActorRef? Find(SweepId sweep) => sweeps.GetValueOrDefault(sweep);

    /// <summary>Passes a message on to a sweep; to nobody when it is gone.</summary>
    protected void Pass(SweepId sweep, object message)
    {
        if (sweeps.TryGetValue(sweep, out var actor)) actor.Tell(message, Sender);
    }

    // Of a sweep that is over, or lives elsewhere: nothing that it says can change anything.
    private void PassReport(Reported report)
    {
        if (sweeps.ContainsKey(report.Sweep)) Pass(report.Sweep, report);
        else Sender.Tell(new Acknowledged(), Self);
    }

    // A slot that is at work for a sweep is the sweep's before it is offered to anyone.
    private void Compare(NodeReported report)
    {
        foreach (var lease in report.Node.Leases)
        {
            if (!sweeps.TryGetValue(lease.Sweep, out var holder)) Sender.Tell(new StopFold(lease.Slot, lease.Attempt), Self);
            else if (report.IsNew) scheduler.Tell(new SlotKept(new Assignment(lease.Slot, lease.Sweep, lease.Attempt.Fold)), holder);
        }
        if (report.IsNew || report.OffersOther) scheduler.Tell(report.Node, Sender);
        foreach (var sweep in sweeps.Values) sweep.Tell(report, Sender);
    }

    /// <summary>Brings a sweep to life.</summary>
    /// <param name="sweep">Which.</param>
    /// <param name="isNew">Whether the journal does not know it yet.</param>
    protected virtual IActorRef Create(SweepId sweep, bool isNew) => Context.ActorOf(Props.Create(() => new SweepActor(sweep, Services)), $"sweep-{sweep}");

    /// <summary>A sweep is gone.</summary>
    protected virtual void OnGone(SweepId sweep)
    {
    }

    private IActorRef Sweep(SweepId id, bool isNew)
    {
        if (sweeps.TryGetValue(id, out var known)) return known;
        var actor = Create(id, isNew);
        Context.Watch(actor);
        (sweeps[id], names[actor]) = (actor, id);
        return actor;
    }

    private void BeginDraining()
    {
        drainer = Sender;
        foreach (var sweep in sweeps.Values) sweep.Tell(new Drain(), Self);
        AnswerDrainer();
    }

    private void Depose(IActorRef actor)
    {
        if (names.TryGetValue(actor, out var id)) Services.Observer.OnDeposed(id);
        Gone(actor, null);
    }

    private void Gone(IActorRef actor, string? reason)
    {
        if (names.Remove(actor, out var id))
        {
            sweeps.Remove(id);
            OnGone(id);
            if (reason is not null) Services.Observer.OnStopped(id, reason);
        }
        AnswerDrainer();
    }

    private void AnswerDrainer()
    {
        if (sweeps.Count == 0) drainer?.Tell(new Drained(), Self);
    }
}
