using System.Runtime.CompilerServices;

namespace Orchestrator.Journal.Memory;

/// <summary>A journal that lives as long as the object: for tests and simulations. Its stable storage is this process.</summary>
public sealed class MemoryJournal : IJournal
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, MemoryEntity> entities = new(StringComparer.Ordinal);
    private bool disposed;

    /// <inheritdoc />
    public ValueTask<long> ClaimAsync(string persistenceId, CancellationToken cancellationToken = default) =>
        With(cancellationToken, () => ++Entity(persistenceId).OwnerEpoch);

    /// <inheritdoc />
    public ValueTask<long> AppendAsync(
        string persistenceId,
        long expectedSequenceNr,
        long ownerEpoch,
        IReadOnlyList<JournalEvent> events,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        return With(cancellationToken, () =>
        {
            var entity = Entity(persistenceId);
            JournalConflictException.ThrowUnlessOwned(
                persistenceId, ownerEpoch, entity.OwnerEpoch, expectedSequenceNr, entity.Events.Count);
            entity.Events.AddRange(events);
            return (long)entity.Events.Count;
        });
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<JournalRecord> ReadAsync(
        string persistenceId,
        long fromSequenceNr = 1,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fromSequenceNr, 1);
        var events = await With(cancellationToken, () => Entity(persistenceId).Events.ToArray());
        for (var nr = fromSequenceNr; nr <= events.Length; nr++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new JournalRecord(persistenceId, nr, events[nr - 1]);
        }
    }

    /// <inheritdoc />
    public ValueTask<JournalRecord?> ReadLastAsync(string persistenceId, CancellationToken cancellationToken = default) => With(
        cancellationToken,
        () => Entity(persistenceId).Events is { Count: > 0 and var count } events ? new JournalRecord(persistenceId, count, events[count - 1]) : null);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<string>> PersistenceIdsAsync(CancellationToken cancellationToken = default) =>
        With<IReadOnlyList<string>>(cancellationToken, () => [.. from entity in entities where entity.Value.Events.Count > 0 select entity.Key]);

    /// <inheritdoc />
    public async ValueTask SaveSnapshotAsync(
        string persistenceId, long sequenceNr, string manifest, string json, CancellationToken cancellationToken = default) =>
        await With(cancellationToken, () =>
        {
            var entity = Entity(persistenceId);
            ArgumentOutOfRangeException.ThrowIfLessThan(sequenceNr, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(sequenceNr, entity.Events.Count);
            return entity.Snapshot?.SequenceNr > sequenceNr
                ? entity.Snapshot
                : entity.Snapshot = new Snapshot(persistenceId, sequenceNr, manifest, json);
        });

    /// <inheritdoc />
    public ValueTask<Snapshot?> LoadSnapshotAsync(string persistenceId, CancellationToken cancellationToken = default) =>
        With(cancellationToken, () => Entity(persistenceId).Snapshot);

    /// <inheritdoc />
    public async ValueTask AppendMeasurementsAsync(IReadOnlyList<MeasurementRow> rows, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        await With(cancellationToken, () => rows.Count(row => Entity(row.PersistenceId).Measurements.Add(row)));
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<MeasurementRow> ReadMeasurementsAsync(
        string persistenceId, int? trial = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var rows = await With(cancellationToken, () => Entity(persistenceId).Measurements.ToArray());
        foreach (var row in rows.Where(row => trial is null || row.Trial == trial))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return row;
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        lock (gate) disposed = true;
        return ValueTask.CompletedTask;
    }

    private MemoryEntity Entity(string persistenceId)
    {
        ArgumentException.ThrowIfNullOrEmpty(persistenceId);
        if (!entities.TryGetValue(persistenceId, out var entity)) entities[persistenceId] = entity = new MemoryEntity();
        return entity;
    }

    /// <summary>Runs under the lock. Errors come out of the task, as they do from a store that writes elsewhere.</summary>
    private ValueTask<T> With<T>(CancellationToken cancellationToken, Func<T> work)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<T>(cancellationToken);
        lock (gate)
        {
            try
            {
                ObjectDisposedException.ThrowIf(disposed, this);
                return ValueTask.FromResult(work());
            }
            catch (Exception e)
            {
                return ValueTask.FromException<T>(e);
            }
        }
    }
}
