using Akka.Actor;
using Orchestrator.Contracts.Api.External;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Trials;
using Orchestrator.Coordinator.External;
using Orchestrator.Sweeps.External;

namespace Orchestrator.Coordinator.Sweeps;

// Clients that train the folds, where the sweep is for them: they stand where scheduler and nodes stand for other sweeps.
public sealed partial class SweepActor
{
    private IActorRef? clients;
    private bool closing; // clients that wait are being told of the end

    // Who grants slots.
    private IActorRef Scheduler => clients ?? services.Scheduler;

    /// <inheritdoc />
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(
        failure => Sender.Equals(clients) ? Directive.Stop : Akka.Actor.SupervisorStrategy.DefaultDecider.Decide(failure));

    private void OpenToClients()
    {
        if (!State.Definition.IsExternal || clients is not null)
        {
            return;
        }

        var (id, definition, time) = (sweep, State.Definition, services.Time);
        var leases = State.Leased().Select(f => new HeldLease(f.Lease!.Slot, id, f.Lease.Id)).ToEquatableList();
        clients = Context.ActorOf(Props.Create(() => new ExternalNodeActor(id, definition, leases, time)), "clients");
        Context.Watch(clients);
    }

    // Whether somebody has yet to be told of the end.
    private bool CloseToClients()
    {
        if (clients is not null && !closing)
        {
            closing = true;
            clients.Tell(Stands);
            clients.Tell(PoisonPill.Instance);
        }
        return clients is not null;
    }

    private void OnClientsGone()
    {
        if (!closing)
        {
            StopBecause("What serves its clients failed.");
            return;
        }
        (clients, closing) = (null, false);
        if (!State.Ended)
        {
            OpenToClients(); // more trials were planned meanwhile
        }
        CommitAfterThis();
    }

    private void Ask(AskFolds ask)
    {
        if (clients is not null && !State.Ended)
        {
            clients.Forward(ask);
            return;
        }

        Sender.Tell(new Asked([], State.Status, Stands.Reason ?? $"No client trains '{sweep}'."), Self);
    }

    private SweepStands Stands => new(State.Status, State.Ended ? $"The sweep has ended: {State.Ending}"
        : State.Pause is { } pause ? $"The sweep is paused by {pause.By}{(pause.Reason is { } why ? $": {why}" : "")}."
        : drainer is not null ? "The coordinator is about to stop."
        : null);

    // What is told twice changes nothing, and is answered as the first time. A result that comes too late is journaled as refused.
    private void Take(ReportAttempt report)
    {
        var stage = AttemptStandings.Of(State, report.Attempt).Stage;
        if (stage == AttemptStage.Running && report.Message is { } message)
        {
            Hear(message is FoldCompleted done ? Timed(done) : message);
        }
        else if (report.Message is FoldCompleted late && !State.Ended && stage is not (AttemptStage.Unknown or AttemptStage.Completed))
        {
            Hear(late);
        }

        clients?.Tell(new ClientHeard(report.Attempt));
        gathering.Described.Add((Sender, report.Attempt));
        CommitAfterThis();
    }

    // A client's clock is its own.
    private FoldCompleted Timed(FoldCompleted done)
    {
        var since = State.Find(done.Attempt.Fold)!.Lease!.StartedAt;
        return done with { Result = done.Result with { TrainSeconds = Math.Max(0, (Now - since).TotalSeconds) } };
    }
}
