using Orchestrator.Actors.Diagnostics;
using Orchestrator.Journal;

namespace Orchestrator.Actors.Persistence;

/// <summary>An actor whose state is what its events in the journal say.</summary>
/// <typeparam name="TState">Immutable: a snapshot may be encoded from it at any event.</typeparam>
/// <typeparam name="TEvent">The base of its events.</typeparam>
/// <param name="journal">Where they are. Not disposed here.</param>
/// <param name="codec">Their text.</param>
/// <param name="snapshots">The text of the state; null to keep no snapshots.</param>
/// <remarks>
/// <para><b>Recovery.</b> At each start: claim the entity, load the latest snapshot that can be read, apply the events after it,
/// then <see cref="OnRecovered"/>. Messages wait in the mailbox meanwhile.</para>
/// <para><b>Ownership.</b> When another owner has taken over, <see cref="PersistAsync"/> throws <see cref="JournalConflictException"/>, the parent is told
/// <see cref="Deposed"/>, and the actor stops. It is not restarted: that would take the entity back.</para>
/// <para><b>Failure.</b> After any other exception out of <see cref="PersistAsync"/> the outcome is unknown. Let it pass to the
/// supervisor: a restart reads what was written. Until then every further <see cref="PersistAsync"/> throws.</para>
/// </remarks>
public abstract class PersistentActor<TState, TEvent>(
    IJournal journal, IEventCodec<TEvent> codec, ISnapshotCodec<TState>? snapshots = null) : Actor
{
    private readonly List<TEvent> _recorded = [];
    private TState? _state;
    private long _snapshotSequenceNr;
    private bool _writable;

    /// <summary>The entity's name in the journal. Constant.</summary>
    protected abstract string PersistenceId { get; }

    /// <summary>The state before the first event.</summary>
    protected abstract TState Empty { get; }

    /// <summary>The state after all events so far, those included that are recorded and not yet durable.</summary>
    protected TState State => _state!;

    /// <summary>The number of the last durable event, from 1; 0 without events.</summary>
    protected long SequenceNr { get; private set; }

    /// <summary>The epoch of this start's claim, from 1: larger at each takeover, so it can fence off what an earlier owner began.</summary>
    protected long OwnerEpoch { get; private set; }

    /// <summary>Events between snapshots; 0 for none.</summary>
    protected virtual int SnapshotEvery => 0;

    /// <summary>The state after one more event: a pure function.</summary>
    protected abstract TState Apply(TState state, TEvent @event);

    /// <summary>Runs once at each start, after the state is back and before the first message: the place to derive effects again.</summary>
    protected virtual ValueTask OnRecovered() => ValueTask.CompletedTask;

    /// <inheritdoc/>
    protected internal sealed override async ValueTask PreStart()
    {
        // Claim first, read second: only then can nobody else append after what was read.
        OwnerEpoch = await journal.ClaimAsync(PersistenceId, Context.Stopping);
        (_state, SequenceNr) = await LoadSnapshotAsync();
        await foreach (var record in journal.ReadAsync(PersistenceId, SequenceNr + 1, Context.Stopping))
        {
            _state = Apply(_state, codec.Decode(record.Event.Manifest, record.Event.Json));
            SequenceNr = record.SequenceNr;
        }

        _writable = true;
        await OnRecovered();
    }

    /// <summary>Appends the events, all or none, and applies them. On return they are durable and in <see cref="State"/>: act now, not before.</summary>
    /// <exception cref="JournalConflictException">Another owner has taken over. Nothing was written.</exception>
    /// <exception cref="JournalException">The outcome is unknown.</exception>
    /// <exception cref="InvalidOperationException">An earlier call has failed, or has not been awaited.</exception>
    protected async ValueTask PersistAsync(params IReadOnlyList<TEvent> events)
    {
        if (_recorded.Count > 0)
        {
            await CommitAsync();
        }

        await AppendAsync(events);
        foreach (var @event in events)
        {
            _state = Apply(State, @event);
        }

        await SaveSnapshotAsync();
    }

    /// <summary>
    /// Applies events at once and leaves it to the next <see cref="CommitAsync"/> to make them durable. Until then <see cref="State"/> is ahead
    /// of the journal: decide by it, but do not act on it. Many messages can share a commit so.
    /// </summary>
    /// <exception cref="InvalidOperationException">An earlier write has failed.</exception>
    protected void Record(params IReadOnlyList<TEvent> events)
    {
        ThrowUnlessWritable();
        foreach (var @event in events)
        {
            _state = Apply(State, @event);
            _recorded.Add(@event);
        }
    }

    /// <summary>Appends all that was recorded, all or none. On return it is durable: act now. Throws as <see cref="PersistAsync"/> does.</summary>
    /// <returns>The events that are durable now; none when none were recorded.</returns>
    protected async ValueTask<IReadOnlyList<TEvent>> CommitAsync()
    {
        if (_recorded.Count == 0)
        {
            return [];
        }

        TEvent[] events = [.. _recorded];
        await AppendAsync(events);
        _recorded.Clear();
        await SaveSnapshotAsync();
        return events;
    }

    /// <summary>Appends measurements: durable on return, safe to repeat, and not part of the state.</summary>
    /// <param name="rows">Those of this entity.</param>
    protected ValueTask PersistMeasurementsAsync(IReadOnlyList<MeasurementRow> rows) => journal.AppendMeasurementsAsync(rows);

    private async ValueTask AppendAsync(IReadOnlyList<TEvent> events)
    {
        ThrowUnlessWritable();
        var at = Context.System.Time.GetUtcNow();
        var encoded = new JournalEvent[events.Count];
        for (var i = 0; i < encoded.Length; i++)
        {
            var (manifest, json) = codec.Encode(events[i]);
            encoded[i] = new JournalEvent(manifest, json, at);
        }

        _writable = false;
        try
        {
            SequenceNr = await journal.AppendAsync(PersistenceId, SequenceNr, OwnerEpoch, encoded);
        }
        catch (JournalConflictException)
        {
            Context.Parent?.Tell(new Deposed(Self, PersistenceId), Self);
            Context.Stop(Self);
            throw;
        }

        _writable = true;
    }

    private void ThrowUnlessWritable()
    {
        if (!_writable)
        {
            throw new InvalidOperationException($"'{PersistenceId}' cannot be written: an earlier PersistAsync has failed, or is not awaited.");
        }
    }

    private async ValueTask<(TState State, long SequenceNr)> LoadSnapshotAsync()
    {
        if (snapshots is not null && await journal.LoadSnapshotAsync(PersistenceId, Context.Stopping) is { } snapshot)
        {
            try
            {
                if (snapshots.TryDecode(snapshot.Manifest, snapshot.Json, out var state))
                {
                    _snapshotSequenceNr = snapshot.SequenceNr;
                    return (state, snapshot.SequenceNr);
                }
            }
            catch (Exception cause)
            {
                // Only a cache: the events say the same.
                Context.System.Report(new ActorWarning(Self.Path, "loading a snapshot", cause));
            }
        }

        return (Empty, 0);
    }

    private async ValueTask SaveSnapshotAsync()
    {
        if (snapshots is null || SnapshotEvery <= 0 || SequenceNr - _snapshotSequenceNr < SnapshotEvery)
        {
            return;
        }

        // Also after a failure: the next try is SnapshotEvery events on, not at each event.
        _snapshotSequenceNr = SequenceNr;
        try
        {
            var (manifest, json) = snapshots.Encode(State);
            await journal.SaveSnapshotAsync(PersistenceId, SequenceNr, manifest, json);
        }
        catch (Exception cause)
        {
            Context.System.Report(new ActorWarning(Self.Path, "saving a snapshot", cause));
        }
    }
}
