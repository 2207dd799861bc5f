using Orchestrator.Actors;
using Orchestrator.Actors.Persistence;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Protocol;
using Orchestrator.Coordinator.Clustered;
using Orchestrator.Coordinator.Journaling;
using Orchestrator.Coordinator.Scheduling;
using Orchestrator.Sweeps;
using Orchestrator.Sweeps.Commands;
using Orchestrator.Sweeps.Events;
using Orchestrator.Sweeps.Scheduling;
using Orchestrator.Sweeps.State;

namespace Orchestrator.Coordinator.Sweeping;

/// <summary>A sweep at work: turns messages into commands, journals what the core decides, then acts on it.</summary>
/// <remarks>
/// <para>What to do is derived from the state each time, never remembered beside it: after a crash the same state leads to the same
/// acts. Only what happens outside is remembered: which attempts run where, and which question the sampler was asked last.</para>
/// <para>Messages record what they decide and leave the rest to one <see cref="Settle"/> behind all those that wait already: so a busy sweep has many
/// messages share a commit. Acts and answers come after it.</para>
/// </remarks>
public sealed partial class SweepActor : PersistentActor<SweepState, SweepEvent>
{
    private static readonly TimeSpan FlushInterval = TimeSpan.FromSeconds(1);

    private readonly SweepId sweep;
    private readonly SweepServices services;
    private readonly MeasurementBuffer measurements;
    private readonly Dictionary<AttemptId, SlotGranted> running = [];
    private readonly List<AttemptId> leased = []; // since the last commit: to be sent off after the next
    private readonly HashSet<AttemptId> stopping = [];
    private readonly List<IActorRef> reporters = []; // await the next commit
    private IActorRef? sampler;
    private int? asked;
    private IActorRef? drainer;
    private bool flushScheduled;
    private bool settling;

    /// <summary>The actor of one sweep, new or recovered.</summary>
    public SweepActor(SweepId sweep, SweepServices services) : base(services.Journal, new SweepEventCodec())
    {
        (this.sweep, this.services) = (sweep, services);
        measurements = new MeasurementBuffer(services.Journal, PersistenceId);
    }

    /// <inheritdoc />
    protected override string PersistenceId => SweepArchive.PersistenceId(sweep);

    /// <inheritdoc />
    protected override SweepState Empty => SweepState.Empty;

    private DateTimeOffset Now => services.Time.GetUtcNow();

    /// <inheritdoc />
    protected override SweepState Apply(SweepState state, SweepEvent happened) => SweepEvolution.Apply(state, happened);

    /// <inheritdoc />
    protected override async ValueTask OnRecovered()
    {
        if (State.Status == SweepStatus.Unplanned) return;
        services.Observer.OnChanged(State, []);
        Resume();
        await SettleAsync();
    }

    /// <inheritdoc />
    protected override async ValueTask ReceiveAsync(object message)
    {
        switch (message)
        {
            case Settle: await SettleAsync(); break;
            case Reported reported: Take(reported); break;
            case WorkerMessage report: Hear(report); break;
            case PlanSweep when State.Status != SweepStatus.Unplanned: break; // said again to a new holder: nobody knew whether the former one had journaled it
            case SweepCommand command: Execute(command); break;
            case Suggested answer: Execute(new SuggestTrial(answer.Trial, answer.Configuration, Now, answer.Parent)); break;
            case SlotGranted slot: Occupy(slot); break;
            case SlotsUnavailable unavailable: services.Observer.OnWaiting(sweep, unavailable.Reason); break;
            case SlotLost lost: Lose(lost); break;
            case NodeReported report: Compare(report); break;
            case LeasesOverdue: TakeBackUnclaimed(); break;
            case Drain: (drainer, _) = (Sender, SettleSoon()); break;
            default: Unhandled(message); break;
        }
    }

    private void Execute(SweepCommand command)
    {
        Record(SweepDecider.Decide(State, command));
        SettleSoon();
    }

    private bool SettleSoon()
    {
        if (!settling) Self.Tell(Settle.Message);
        return settling = true;
    }

    // Measurements first: a fold that counts as done has its learning curve in the journal.
    private async ValueTask SettleAsync()
    {
        (settling, flushScheduled) = (false, false);
        await measurements.FlushAsync();
        var events = await CommitAsync();
        if (events.Count > 0) services.Observer.OnChanged(State, events);
        foreach (var reporter in reporters) reporter.Tell(new Acknowledged(), Self);
        reporters.Clear();
        SendOff();
        await ActAsync();
    }

    // Everything that the state calls for now. Harmless when repeated.
    private async ValueTask ActAsync()
    {
        var stopAll = drainer is not null || State.Pause is { StopRunning: true };
        foreach (var attempt in running.Keys.Where(a => stopAll || !HoldsLease(a)).ToArray()) Stop(attempt);
        if (drainer is not null)
        {
            services.Scheduler.Tell(new SlotsWanted(SweepDemand.None(sweep)), Self);
            if (running.Count == 0) drainer.Tell(new Drained(), Self);
            return;
        }
        if (State.Status == SweepStatus.Unplanned) return;
        await PrepareJudgeAsync();
        AskSampler();
        services.Scheduler.Tell(State.Ended && running.Count == 0 ? new SweepOver(sweep) : new SlotsWanted(SweepDemand.Of(State)), Self);
    }

    private void AskSampler()
    {
        if (State.WantedTrial() is not { } trial || asked == trial) return;
        asked = trial;
        if (SuggestionRequests.Enqueued(State, trial) is { } wanted)
        {
            Self.Tell(new Suggested(trial, wanted));
            return;
        }
        sampler ??= Context.ActorOf(Props.Create(() => new SamplerActor(services.CreateSampler(State.Definition))), "sampler");
        sampler.Tell(SuggestionRequests.ToSampler(State, trial), Self);
    }

    private void Occupy(SlotGranted granted)
    {
        if (Reclaim(granted)) return;
        if (drainer is not null || State.Ready().FirstOrDefault(f => f.Id == granted.Lease.Fold) is not { } fold)
        {
            services.Scheduler.Tell(new SlotReleased(granted.Lease), Self); // overtaken: its trial was pruned, say
            return;
        }
        Execute(new StartAttempt(fold.Id, granted.Slot, Now));
        var attempt = State.Find(fold.Id)!.Lease!.Id;
        running.Add(attempt, granted);
        leased.Add(attempt);
    }

    private void SendOff()
    {
        foreach (var attempt in leased)
        {
            if (!running.TryGetValue(attempt, out var granted)) continue; // its node was lost before it began
            if (HoldsLease(attempt)) granted.Node.Tell(new RunFold(granted.Slot, Assignment(attempt)), Self);
            else Leave(attempt); // decided otherwise in the same breath
        }
        leased.Clear();
    }

    private FoldAssignment Assignment(AttemptId attempt) => new(
        sweep,
        attempt,
        State.Definition,
        State.Trials[attempt.Fold.Trial].Configuration,
        attempt.Fold.IsRefit ? State.RefitEpochs : State.Definition.Stopping.Epochs,
        ArtifactLayout.OfFold(services.ArtifactRoot, sweep, attempt.Fold),
        services.Store?.Invoke(),
        State.Trials[attempt.Fold.Trial].Parent is { } parent && !attempt.Fold.IsRefit ? ArtifactLayout.OfFold(services.ArtifactRoot, sweep, attempt.Fold with { Trial = parent }) : null,
        attempt.Fold.IsRefit ? Lineage.Before(State, attempt.Fold.Trial) : null);

    // Over the network: acknowledged when it is durable, or else a coordinator that dies takes it along.
    private void Take(Reported reported)
    {
        foreach (var report in reported.Messages) Hear(report);
        reporters.Add(Sender);
        SettleSoon();
    }

    private void Hear(WorkerMessage report)
    {
        switch (report)
        {
            case EpochMeasured measured: Measure(measured); break;
            case FoldCompleted done:
                Conclude(done.Attempt, new SlotOutcome(), new CompleteAttempt(done.Attempt, done.Result, Now));
                PruneAfterFold(done.Attempt.Fold);
                break;
            case FoldFailed failed:
                Conclude(failed.Attempt, new SlotOutcome(failed.Kind, failed.Reason), new FailAttempt(failed.Attempt, failed.Kind, failed.Reason, Now));
                break;
        }
    }

    private void Measure(EpochMeasured measured)
    {
        if (!HoldsLease(measured.Attempt)) return;
        measurements.Add(measured);
        services.Observer.OnMeasured(measured);
        if (!flushScheduled)
        {
            flushScheduled = true;
            Context.ScheduleOnce(FlushInterval, Settle.Message);
        }
        PruneAfterEpoch(measured);
    }

    private void Conclude(AttemptId attempt, SlotOutcome outcome, SweepCommand command)
    {
        var told = stopping.Contains(attempt);
        Leave(attempt, outcome);
        // An attempt that was told to stop because its lease is gone has nothing to add.
        if (!told || HoldsLease(attempt)) Execute(command);
        else SettleSoon();
    }

    private void Lose(SlotLost lost)
    {
        foreach (var attempt in running.Where(r => r.Value.Lease == lost.Lease).Select(r => r.Key).ToArray())
        {
            running.Remove(attempt);
            stopping.Remove(attempt);
            Execute(new FailAttempt(attempt, lost.Kind, lost.Reason, Now));
        }
    }

    private void Leave(AttemptId attempt, SlotOutcome? outcome = null)
    {
        stopping.Remove(attempt);
        if (running.Remove(attempt, out var granted)) services.Scheduler.Tell(new SlotReleased(granted.Lease, outcome), Self);
    }

    private void Stop(AttemptId attempt)
    {
        if (!stopping.Add(attempt)) return;
        var granted = running[attempt];
        granted.Node.Tell(new StopFold(granted.Slot, attempt), Self);
    }

    private bool HoldsLease(AttemptId attempt) => State.Find(attempt.Fold)?.Lease?.Id == attempt;

    private sealed class Settle
    {
        public static readonly Settle Message = new();
    }
}
