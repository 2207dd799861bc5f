using Akka.Actor;
using Akka.Event;
using Akka.Persistence;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Trials;
using Orchestrator.Coordinator.Persistence;
using Orchestrator.Sweeps;
using Orchestrator.Sweeps.External;

namespace Orchestrator.Coordinator.Sweeps;

// The group commit: what is decided while one commit is under way shares the next.
public sealed partial class SweepActor
{
    private static readonly TimeSpan FlushInterval = TimeSpan.FromSeconds(1), ProjectionInterval = TimeSpan.FromSeconds(1);

    private Batch gathering = new();
    private Batch? committing;
    private SweepState durable = SweepState.Empty; // what the journal has
    private long snapshotAt;
    private bool commitQueued;
    private bool flushScheduled;
    private bool projecting;
    private long? projectedAt;
    private int countedRunning; // attempts of this sweep that the metrics know of

    private bool HasUncommitted => committing is not null || !gathering.IsEmpty;

    private void Record(IReadOnlyList<SweepEvent> events)
    {
        foreach (var happened in events)
        {
            State = SweepEvolution.Apply(State, happened);
            gathering.Events.Add(happened);
        }
    }

    private void Answer(string? refusal)
    {
        gathering.Answers.Add((Sender, new CommandHandled(sweep, refusal)));
        CommitAfterThis();
    }

    // Behind the messages that wait already, which may have more to decide.
    private void CommitAfterThis()
    {
        if (!commitQueued)
        {
            commitQueued = true;
            Self.Tell(CommitSoon.Message);
        }
    }

    private void Commit()
    {
        commitQueued = false;
        if (committing is not null)
        {
            return; // the end of that one begins the next
        }
        flushScheduled = false;
        (committing, gathering) = (gathering, new Batch());
        committing.State = State;
        if (committing.Rows.Count == 0 && committing.Logs.Count == 0)
        {
            CommitEvents();
            return;
        }
        // Measurements first: a fold that counts as done has its learning curve in the journal.
        Task.WhenAll(services.Measurements.AppendAsync(committing.Rows), KeepLogsAsync(committing.Logs))
            .PipeTo(Self, success: () => MeasurementsStored.Message);
    }

    private async Task KeepLogsAsync(IReadOnlyList<FoldLogged> logs)
    {
        if (logs.Count == 0)
        {
            return;
        }
        try
        {
            await services.KeepLogs!(logs).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            log.Warning("What workers of sweep '{0}' printed was not kept: {1}", sweep, e.Message);
        }
    }

    private void CommitEvents()
    {
        var batch = committing!;
        if (batch.Events.Count == 0)
        {
            Committed(batch);
            return;
        }
        batch.AppendedAt = services.Time.GetTimestamp();
        PersistAllAsync(batch.Events, static _ => { });
        DeferAsync(batch, Committed);
    }

    private void Committed(Batch batch)
    {
        try
        {
            (committing, durable) = (null, batch.State);
            CountRunning(running.Count);
            if (batch.Events.Count > 0)
            {
                JournalMetrics.Appended(services.Time.GetElapsedTime(batch.AppendedAt));
                SweepMetrics.Count(durable, batch.Events);
                SweepTraces.Trace(durable, batch.Events);
                services.Observer.OnChanged(durable, batch.Events);
                KeepSnapshot();
                Project();
                TellSubscribers();
            }
            foreach (var (reporter, acknowledgement) in batch.Reports)
            {
                reporter.Tell(acknowledgement, Self);
            }
            foreach (var (asker, answer) in batch.Answers)
            {
                asker.Tell(answer, Self);
            }
            foreach (var (client, attempt) in batch.Described)
            {
                client.Tell(AttemptStandings.Of(durable, attempt), Self);
            }
            SendOff(batch.Started);
            ActOrPause();
            if (!gathering.IsEmpty)
            {
                CommitAfterThis();
            }
        }
        catch (Exception e)
        {
            log.Error(e, "Sweep '{0}' failed behind a commit", sweep);
            StopBecause($"It failed: {e.Message}");
        }
    }

    private void CountRunning(int now)
    {
        SweepMetrics.ChangeRunning(now - countedRunning);
        countedRunning = now;
    }

    /// <inheritdoc />
    protected override void PostStop()
    {
        CountRunning(0);
        base.PostStop();
    }

    // What this version cannot act on would fail again after every recovery. A paused sweep can be looked at, resumed and cancelled.
    private void ActOrPause()
    {
        try
        {
            Act();
        }
        catch (Exception e)
        {
            log.Error(e, "Sweep '{0}' cannot go on", sweep);
            if (State is not { Ended: false, Pause: null })
            {
                return;
            }
            Execute(new PauseSweep("the coordinator", $"It cannot go on: {e.Message}", StopRunning: true, Now));
        }
    }

    /// <inheritdoc />
    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        log.Error(cause, "Sweep '{0}' could not journal its event {1}", sweep, sequenceNr);
        services.Observer.OnStopped(sweep, WriteFailure.Describe(cause));
    }

    /// <inheritdoc />
    /// <remarks>The state is ahead of the journal by what was refused.</remarks>
    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        base.OnPersistRejected(cause, @event, sequenceNr);
        StopBecause($"An event cannot be journaled: {cause.Message}");
    }

    /// <inheritdoc />
    protected override void OnRecoveryFailure(Exception reason, object? message = null)
    {
        base.OnRecoveryFailure(reason, message!);
        services.Observer.OnStopped(sweep, $"The journal cannot be read: {reason.Message}");
    }

    // The longer the sweep, the larger its state: at a fixed distance, writing it would come to cost the square of the sweep's length.
    private void KeepSnapshot()
    {
        if (LastSequenceNr - snapshotAt >= Math.Max(1000, LastSequenceNr / 5))
        {
            snapshotAt = LastSequenceNr;
            SaveSnapshot(new SweepSnapshot(durable));
        }
    }

    // Whoever finds the summary behind the journal reads the events instead, so that it need not be written with each commit.
    private void Project()
    {
        if (services.Projection is not { } projection)
        {
            return;
        }
        var due = durable.Ended
            || (!projecting && (projectedAt is not { } last || services.Time.GetElapsedTime(last) >= ProjectionInterval));
        if (due)
        {
            (projecting, projectedAt) = (true, services.Time.GetTimestamp());
            projection.UpdateAsync(durable, LastSequenceNr)
                .PipeTo(Self, success: () => new Projected(null), failure: e => new Projected(e));
        }
    }

    private void EndProjecting(Projected projected)
    {
        projecting = false;
        if (projected.Failure is { } failure)
        {
            log.Warning("The summary of sweep '{0}' was not kept, and lists will read its events: {1}", sweep, failure.Message);
        }
    }

    /// <summary>What shares a commit, and what waits for it.</summary>
    private sealed class Batch
    {
        public List<SweepEvent> Events { get; } = [];

        public List<MeasurementRow> Rows { get; } = [];

        public List<FoldLogged> Logs { get; } = [];

        /// <summary>Attempts to be sent off.</summary>
        public List<AttemptId> Started { get; } = [];

        /// <summary>Nodes to be acknowledged.</summary>
        public Dictionary<IActorRef, ReportsAcknowledged> Reports { get; } = [];

        public List<(IActorRef Asker, CommandHandled Answer)> Answers { get; } = [];

        /// <summary>Attempts whose standing is to be told.</summary>
        public List<(IActorRef Client, AttemptId Attempt)> Described { get; } = [];

        /// <summary>What the events lead to.</summary>
        public SweepState State { get; set; } = SweepState.Empty;

        /// <summary>When the journal was given the events, by the clock's timestamp.</summary>
        public long AppendedAt { get; set; }

        public bool IsEmpty => Events.Count == 0 && Rows.Count == 0 && Logs.Count == 0 && Reports.Count == 0 && Answers.Count == 0
            && Described.Count == 0;
    }

    private sealed record Projected(Exception? Failure);

    private sealed class CommitSoon
    {
        public static readonly CommitSoon Message = new();
    }

    private sealed class MeasurementsStored
    {
        public static readonly MeasurementsStored Message = new();
    }
}
