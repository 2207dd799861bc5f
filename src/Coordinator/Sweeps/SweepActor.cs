using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Event;
using Akka.Persistence;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Trials;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Coordinator.Scheduling;
using Orchestrator.Sweeps;
using Orchestrator.Sweeps.Scheduling;

namespace Orchestrator.Coordinator.Sweeps;

/// <summary>A sweep at work: turns messages into commands, journals what the core decides, then acts on it.</summary>
/// <remarks>
/// <para>What to do is derived from the state each time, never remembered beside it: after a crash the same state leads to the same
/// acts. Only what happens outside is remembered: which attempts run where, and which question the sampler was asked last.</para>
/// <para>Messages change the state at once, ahead of the journal; one commit at a time makes durable what has gathered meanwhile (see
/// SweepActor.Commits.cs). Acknowledgements, orders and news go out only behind the commit.</para>
/// </remarks>
public sealed partial class SweepActor : UntypedPersistentActor, IWithTimers
{
    private readonly SweepId sweep;
    private readonly SweepServices services;
    private readonly ILoggingAdapter log = Context.GetLogger();
    private readonly Dictionary<AttemptId, SlotGranted> running = [];
    private readonly HashSet<AttemptId> stopping = [];
    private IActorRef? sampler;
    private int? asked;
    private IActorRef? drainer;
    private bool isPassive; // it answers what it was asked, and stops

    /// <summary>The actor of one sweep, new or recovered.</summary>
    public SweepActor(SweepId sweep, SweepServices services) => (this.sweep, this.services) = (sweep, services);

    /// <inheritdoc />
    public override string PersistenceId => SweepQueries.PersistenceId(sweep);

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>What has been decided, ahead of the journal.</summary>
    private SweepState State { get; set; } = SweepState.Empty;

    private DateTimeOffset Now => services.Time.GetUtcNow();

    /// <inheritdoc />
    protected override void OnRecover(object message)
    {
        switch (message)
        {
            case SnapshotOffer { Snapshot: SweepSnapshot snapshot } offer:
                (State, snapshotAt) = (snapshot.State, offer.Metadata.SequenceNr);
                break;
            case SweepEvent happened: State = SweepEvolution.Apply(State, happened); break;
            case RecoveryCompleted: Recovered(); break;
        }
    }

    /// <inheritdoc />
    protected override void OnCommand(object message)
    {
        try
        {
            Handle(message);
        }
        catch (Exception e)
        {
            // What was decided and not journaled goes with the actor. Who asked is not answered, and asks again.
            log.Error(e, "Sweep '{0}' failed at {1}", sweep, message.GetType().Name);
            StopBecause($"It failed: {e.Message}");
        }
    }

    private void Handle(object message)
    {
        switch (message)
        {
            case WorkerMessage or WorkerReports when loadingCurves: Stash.Stash(); break;
            case CommitSoon: Commit(); break;
            case MeasurementsStored: CommitEvents(); break;
            case Status.Failure failure: StopBecause($"The journal fails: {failure.Cause.Message}"); break;
            case WorkerReports reports: Take(reports); break;
            case WorkerMessage report: Hear(report); break;
            case Suggested answer: Take(answer); break;
            case SuggestionFailed failed: Execute(new FailSuggestion(failed.Trial, failed.Reason, Now)); break;
            case SlotGranted slot: StartAttempt(slot); break;
            case SlotsUnavailable unavailable: Wait(unavailable.Reason); break;
            case SlotLost lost: OnSlotLost(lost); break;
            case LeasesReported report: Compare(report); break;
            case CompareLeases or QueryDemand: AskForLeases(); break;
            case BeginSweep begin: Begin(begin); break;
            case PauseSweepRequest pause: Manage(new PauseSweep(pause.By, pause.Reason, pause.StopRunning, Now)); break;
            case ContinueSweepRequest go: Manage(new ContinueSweep(go.By, go.Reason, Now)); break;
            case CancelSweepRequest cancel: Manage(new CancelSweep(cancel.Reason, Now)); break;
            case ExtendSweepRequest extend: Extend(extend); break;
            case EnqueueTrialRequest enqueue: Enqueue(enqueue); break;
            case MoveDataRequest moved: Manage(new MoveData(moved.Data, Now)); break;
            case SubscribeSweep subscribe: Subscribe(subscribe.Subscriber); break;
            case RecoverSweep: break;
            case CurvesLoaded loaded: EndLoading(loaded); break;
            case Drain: BeginDraining(); break;
            case Deleted done: EndDeleting(done); break;
            case Projected projected: EndProjecting(projected); break;
            case SaveSnapshotSuccess saved: DeleteSnapshots(new SnapshotSelectionCriteria(saved.Metadata.SequenceNr - 1)); break;
            case SaveSnapshotFailure failed:
                log.Warning("No snapshot of sweep '{0}' was kept ({1}); its events are", sweep, failed.Cause.Message);
                break;
            case DeleteSnapshotsSuccess or DeleteSnapshotsFailure: break;
            case ReceiveTimeout: Passivate(); break;
            case StopWhenDone: BeginStopping(); break;
            default: Unhandled(message); break;
        }
    }

    private void Recovered()
    {
        durable = State;
        if (State.Status == SweepStatus.Unplanned || State.Ended)
        {
            SetReceiveTimeout(IdleTimeout); // it is asked something, and not needed after the answer
            if (State.Ended)
            {
                services.Observer.OnChanged(State, []);
            }
            return;
        }
        services.Observer.OnChanged(State, []);
        if (services.Objection(State.Definition) is { } objection)
        {
            StopBecause(objection); // to ask a sampler that is not here would end the search for good
            return;
        }
        Execute(new ClaimSweep(services.Owner, Now));
        Execute(new ResumeSweep(Now, KeepsLeases: services.Lease is not null));
        StartComparing();
    }

    private void Begin(BeginSweep begin)
    {
        if (State.Status != SweepStatus.Unplanned)
        {
            Answer(begin.Submission is not null && begin.Submission == State.Submission ? null : $"Sweep '{sweep}' exists already.");
            return;
        }
        if (services.Objection(begin.Definition) is { } objection)
        {
            Answer(objection);
            return;
        }
        SetReceiveTimeout(null);
        Execute(new PlanSweep(sweep, begin.Definition, begin.DataFingerprint, Now, begin.Leakage, begin.Submission));
        Execute(new ClaimSweep(services.Owner, Now));
        Answer(null);
        StartComparing();
    }

    private void Manage(SweepCommand command)
    {
        if (State.Status == SweepStatus.Unplanned)
        {
            Answer($"There is no sweep '{sweep}'.");
            return;
        }
        Execute(command);
        Answer(null);
    }

    // A completed sweep had no owner any more.
    private void Extend(ExtendSweepRequest extend)
    {
        var objection = State.Status == SweepStatus.Unplanned ? $"There is no sweep '{sweep}'."
            : SweepExtension.Objection(State, extend.Trials);
        if (objection is not null)
        {
            Answer(objection);
            return;
        }
        SetReceiveTimeout(null);
        var ended = State.Ended;
        Execute(new ExtendSweep(extend.Trials, extend.By, Now));
        if (ended)
        {
            Execute(new ClaimSweep(services.Owner, Now));
            StartComparing();
        }
        Answer(null);
    }

    private void Enqueue(EnqueueTrialRequest enqueue)
    {
        var objection = State.Status == SweepStatus.Unplanned ? $"There is no sweep '{sweep}'."
            : TrialQueue.Knows(State, enqueue.Key) ? null
            : TrialQueue.Objection(State, enqueue.Configuration);
        if (objection is null)
        {
            if (State.WantedTrial() == TrialQueue.NextNumber(State))
            {
                asked = null; // the sampler may be at work on the very trial
            }
            Execute(new EnqueueTrial(enqueue.Configuration, enqueue.By, enqueue.Key, Now));
        }
        Answer(objection);
    }

    private void Execute(SweepCommand command)
    {
        Record(SweepDecider.Decide(State, command));
        CommitAfterThis();
    }

    // What no space or history allows ends the search as any other failure of a sampler does: it would come again after each recovery.
    private void Take(Suggested answer)
    {
        try
        {
            Execute(new SuggestTrial(answer.Trial, answer.Configuration, Now, answer.Parent));
        }
        catch (InvalidOperationException e)
        {
            Execute(new FailSuggestion(answer.Trial, e.Message, Now));
        }
    }

    private void BeginDraining()
    {
        drainer = Sender;
        CommitAfterThis();
    }

    // Everything that the state calls for now. Harmless when repeated.
    private void Act()
    {
        var stopAll = drainer is not null || State.Pause is { StopRunning: true };
        foreach (var attempt in running.Keys.Where(a => stopAll || !HoldsLease(a)).ToArray())
        {
            StopAttempt(attempt);
        }
        DeleteDropped();
        if (isPassive)
        {
            if (!HasUncommitted)
            {
                StopPassive();
            }
            return;
        }
        if (drainer is not null)
        {
            services.Scheduler.Tell(new SlotsWanted(SweepDemand.None(sweep)), Self);
            if (running.Count == 0 && !HasUncommitted)
            {
                drainer.Tell(new Drained(), Self);
            }
            return;
        }
        if (State.Status == SweepStatus.Unplanned)
        {
            return;
        }
        if (durable.Ended && running.Count == 0)
        {
            services.Scheduler.Tell(new SweepOver(sweep), Self);
            Passivate();
            return;
        }
        if (State.Ended || !PruningIsReady())
        {
            return;
        }
        AskSampler();
        services.Scheduler.Tell(new SlotsWanted(SweepDemand.Of(State)), Self);
    }

    private void AskSampler()
    {
        if (State.WantedTrial() is not { } trial || asked == trial)
        {
            return;
        }
        asked = trial;
        if (SuggestionRequests.Enqueued(State, trial) is { } wanted)
        {
            Self.Tell(new Suggested(trial, wanted));
            return;
        }
        var definition = State.Definition;
        sampler ??= Context.ActorOf(Props.Create(() => new SamplerActor(definition, services.CreateSampler)), "sampler");
        sampler.Tell(SuggestionRequests.ToSampler(State, trial), Self);
    }

    // Its shard forgets it until somebody asks for it again. A poison pill would overtake the commit of what came just before it.
    private void Passivate() => Context.Parent.Tell(new Passivate(StopWhenDone.Message), Self);

    private void BeginStopping()
    {
        isPassive = true;
        CommitAfterThis();
    }

    // Its shard keeps what comes from now on for the successor, which goes on with a sweep that has been extended meanwhile.
    private void StopPassive()
    {
        if (!State.Ended && State.Status != SweepStatus.Unplanned)
        {
            Context.Parent.Tell(new RecoverSweep(sweep), Self);
        }
        Context.Stop(Self);
    }

    private void StopBecause(string reason)
    {
        services.Observer.OnStopped(sweep, reason);
        Context.Stop(Self);
    }

    private sealed class StopWhenDone
    {
        public static readonly StopWhenDone Message = new();
    }
}
