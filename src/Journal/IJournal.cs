namespace Orchestrator.Journal;

/// <summary>An append-only store of the histories of many entities, with their measurements and snapshots.</summary>
/// <remarks>
/// <para><b>Ownership.</b> An entity has one writer. <see cref="ClaimAsync"/> makes the caller that writer by starting a new epoch;
/// from then on, appends that name an older epoch fail with <see cref="JournalConflictException"/>, whichever process they come
/// from. Claim first, read second: only then is what was read complete. Measurements and snapshots are not owned: the first value
/// of a measurement stands, and a snapshot is only ever what the events up to it say.</para>
/// <para><b>Durability.</b> What returns from <see cref="AppendAsync"/>, <see cref="ClaimAsync"/> or
/// <see cref="AppendMeasurementsAsync"/> is on stable storage, as far as the store has any. One call is atomic: all its events or
/// none. Calls from one caller that await each other are stored in that order.</para>
/// <para><b>Exceptions.</b> <see cref="JournalConflictException"/>: nothing was written, another owner exists. Any other
/// <see cref="JournalException"/> from a write: the outcome is unknown; claim and read again before the next append, whose
/// expected sequence number rules out a duplicate. <see cref="OperationCanceledException"/>: nothing was written; once a write has begun,
/// cancellation is no longer looked at. <see cref="ObjectDisposedException"/> after disposal.</para>
/// <para><b>Threads.</b> All members may be called concurrently. The creator disposes; disposal waits for the writes under way.</para>
/// </remarks>
public interface IJournal : IAsyncDisposable
{
    /// <summary>Makes the caller the owner of an entity, which need not exist yet.</summary>
    /// <returns>The new owner epoch, from 1, larger than every earlier one.</returns>
    ValueTask<long> ClaimAsync(string persistenceId, CancellationToken cancellationToken = default);

    /// <summary>Appends events to an entity, all or none.</summary>
    /// <param name="persistenceId">The entity.</param>
    /// <param name="expectedSequenceNr">The highest sequence number that the owner knows; 0 for an entity without events.</param>
    /// <param name="ownerEpoch">What <see cref="ClaimAsync"/> returned to the owner.</param>
    /// <param name="events">In order. None: ownership is still checked, and nothing is written.</param>
    /// <param name="cancellationToken">Withdraws the append while it has not begun.</param>
    /// <returns>The new highest sequence number.</returns>
    /// <exception cref="JournalConflictException">The epoch is not the current one, or the entity has moved on.</exception>
    ValueTask<long> AppendAsync(
        string persistenceId,
        long expectedSequenceNr,
        long ownerEpoch,
        IReadOnlyList<JournalEvent> events,
        CancellationToken cancellationToken = default);

    /// <summary>Reads an entity's events in order, from <paramref name="fromSequenceNr"/> (inclusive, from 1).</summary>
    /// <remarks>Holds no lock between items. Events appended meanwhile may or may not be seen, never with a gap.</remarks>
    IAsyncEnumerable<JournalRecord> ReadAsync(
        string persistenceId, long fromSequenceNr = 1, CancellationToken cancellationToken = default);

    /// <summary>An entity's latest event, at a cost that does not grow with the number of its events; null when it has none.</summary>
    ValueTask<JournalRecord?> ReadLastAsync(string persistenceId, CancellationToken cancellationToken = default);

    /// <summary>The entities that have at least one event, in ordinal order.</summary>
    ValueTask<IReadOnlyList<string>> PersistenceIdsAsync(CancellationToken cancellationToken = default);

    /// <summary>Replaces an entity's snapshot, unless a later one is there already.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="sequenceNr"/> is below 1 or not yet in the journal.</exception>
    ValueTask SaveSnapshotAsync(
        string persistenceId, long sequenceNr, string manifest, string json, CancellationToken cancellationToken = default);

    /// <summary>The latest snapshot, or null. The journal is complete without it.</summary>
    ValueTask<Snapshot?> LoadSnapshotAsync(string persistenceId, CancellationToken cancellationToken = default);

    /// <summary>
    /// Appends measurements, of one or several entities, all or none. May be repeated: a row whose key is already there is skipped.
    /// </summary>
    ValueTask AppendMeasurementsAsync(IReadOnlyList<MeasurementRow> rows, CancellationToken cancellationToken = default);

    /// <summary>An entity's measurements, of one trial or of all, ordered by trial, fold, attempt, epoch and (ordinal) metric.</summary>
    IAsyncEnumerable<MeasurementRow> ReadMeasurementsAsync(
        string persistenceId, int? trial = null, CancellationToken cancellationToken = default);
}
