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
using Orchestrator.Sweeps.State;

namespace Orchestrator.Coordinator.Sweeping;

/// <summary>A sweep at work: turns messages into commands, journals what the core decides, then acts on it.</summary>
/// <remarks>
/// What to do is derived from the state each time, never remembered beside it: after a crash the same state leads to the same
/// acts. Only what happens outside is remembered: which attempts run where, and which question the sampler was asked last.
/// </remarks>
public sealed partial class SweepActor : PersistentActor<SweepState, SweepEvent>
{
    private static readonly TimeSpan FlushInterval = TimeSpan.FromSeconds(1);

    private readonly SweepId sweep;
    private readonly SweepServices services;
    private readonly MeasurementBuffer measurements;
    private readonly Dictionary<AttemptId, SlotGranted> running = [];
    private readonly HashSet<AttemptId> stopping = [];
    private IActorRef? sampler;
    private int? asked;
    private IActorRef? drainer;
    private bool flushScheduled;

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
        await ExecuteAsync(new ResumeSweep(Now));
    }

    /// <inheritdoc />
    protected override async ValueTask ReceiveAsync(object message)
    {
        switch (message)
        {
            case Reported { Message: var report }:
                var reporter = Sender;
                await ReceiveAsync(report);
                reporter.Tell(new Acknowledged(), Self);
                break;
            case SweepCommand command: await ExecuteAsync(command); break;
            case Suggested answer: await ExecuteAsync(new SuggestTrial(answer.Trial, answer.Configuration, Now)); break;
            case SlotGranted slot: await OccupyAsync(slot); break;
            case SlotLost lost: await LoseAsync(lost); break;
            case FoldStarted: break;
            case EpochMeasured measured: await MeasureAsync(measured); break;
            case FoldCompleted done:
                await ReportAsync(done, new CompleteAttempt(done.Attempt, done.Result, Now));
                await PruneAfterFoldAsync(done.Attempt.Fold);
                break;
            case FoldFailed failed: await ReportAsync(failed, new FailAttempt(failed.Attempt, failed.Kind, failed.Reason, Now)); break;
            case FlushMeasurements: await FlushAsync(); break;
            case Drain: drainer = Sender; await ActAsync(); break;
            default: Unhandled(message); break;
        }
    }

    private async ValueTask ExecuteAsync(SweepCommand command)
    {
        var events = SweepDecider.Decide(State, command);
        if (events.Count > 0)
        {
            await PersistAsync(events);
            services.Observer.OnChanged(State, events);
        }
        await ActAsync();
    }

    // Everything that the state calls for now. Harmless when repeated.
    private async ValueTask ActAsync()
    {
        var stopAll = drainer is not null || State.Pause is { StopRunning: true };
        foreach (var attempt in running.Keys.Where(a => stopAll || !HoldsLease(a)).ToArray()) Stop(attempt);
        if (drainer is not null)
        {
            services.Scheduler.Tell(new SlotsWanted(0), Self);
            if (running.Count > 0) return;
            await FlushAsync();
            drainer.Tell(new Drained(), Self);
            return;
        }
        if (State.Status == SweepStatus.Unplanned) return;
        await PrepareJudgeAsync();
        AskSampler();
        services.Scheduler.Tell(new SlotsWanted(State.Ready().Count()), Self);
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

    private async ValueTask OccupyAsync(SlotGranted granted)
    {
        if (drainer is not null || State.Ready().FirstOrDefault() is not { } fold)
        {
            services.Scheduler.Tell(new SlotReleased(granted.Slot), Self);
            return;
        }
        var events = SweepDecider.Decide(State, new StartAttempt(fold.Id, granted.Slot, Now));
        await PersistAsync(events);
        var lease = State.Find(fold.Id)!.Lease!;
        running.Add(lease.Id, granted);
        granted.Node.Tell(new RunFold(granted.Slot, Assignment(lease.Id)), Self);
        services.Observer.OnChanged(State, events);
        await ActAsync();
    }

    private FoldAssignment Assignment(AttemptId attempt) => new(
        sweep,
        attempt,
        State.Definition,
        State.Trials[attempt.Fold.Trial].Configuration,
        attempt.Fold.IsRefit ? State.RefitEpochs : State.Definition.Stopping.Epochs,
        ArtifactLayout.OfFold(services.ArtifactRoot, sweep, attempt.Fold));

    private async ValueTask MeasureAsync(EpochMeasured measured)
    {
        if (!HoldsLease(measured.Attempt)) return;
        measurements.Add(measured);
        services.Observer.OnMeasured(measured);
        if (!flushScheduled)
        {
            flushScheduled = true;
            Context.ScheduleOnce(FlushInterval, FlushMeasurements.Message);
        }
        await PruneAfterEpochAsync(measured);
    }

    // Measurements first: a fold that counts as done has its learning curve in the journal.
    private async ValueTask ReportAsync(WorkerMessage report, SweepCommand command)
    {
        await measurements.FlushAsync();
        if (running.Remove(report.Attempt, out var granted)) services.Scheduler.Tell(new SlotReleased(granted.Slot), Self);
        // An attempt that was told to stop because its lease is gone has nothing to add.
        if (!stopping.Remove(report.Attempt) || HoldsLease(report.Attempt)) await ExecuteAsync(command);
        else await ActAsync();
    }

    private async ValueTask LoseAsync(SlotLost lost)
    {
        foreach (var attempt in running.Where(r => r.Value.Slot == lost.Slot).Select(r => r.Key).ToArray())
        {
            running.Remove(attempt);
            stopping.Remove(attempt);
            await ExecuteAsync(new FailAttempt(attempt, lost.Kind, lost.Reason, Now));
        }
    }

    private void Stop(AttemptId attempt)
    {
        if (!stopping.Add(attempt)) return;
        var granted = running[attempt];
        granted.Node.Tell(new StopFold(granted.Slot, attempt), Self);
    }

    private bool HoldsLease(AttemptId attempt) => State.Find(attempt.Fold)?.Lease?.Id == attempt;

    private async ValueTask FlushAsync()
    {
        flushScheduled = false;
        await measurements.FlushAsync();
    }

    private sealed class FlushMeasurements
    {
        public static readonly FlushMeasurements Message = new();
    }
}
