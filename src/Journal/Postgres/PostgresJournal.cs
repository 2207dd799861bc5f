using System.Runtime.CompilerServices;

namespace Orchestrator.Journal.Postgres;

/// <summary>A journal in a PostgreSQL database, for many machines: any coordinator may own any entity, one at a time.</summary>
/// <remarks>
/// <para>An append checks its owner's epoch in the transaction that stores it, with the entity's row locked: a deposed owner cannot
/// write, not even with an append that was on its way. Concurrent writes share a commit; measurements have a commit of their own.</para>
/// <para>The server may restart: reads and writes wait for it (<see cref="PostgresJournalOptions.RetryFor"/>), and an append
/// whose commit was cut off is neither lost nor stored twice. What was acknowledged survives as far as the server's
/// <c>synchronous_commit</c> and its replication see to it; the journal leaves both as they are set.</para>
/// <para>Tables are in the schema <c>journal</c>, and are created and migrated by <see cref="OpenAsync"/>.</para>
/// </remarks>
public sealed class PostgresJournal : IJournal
{
    private readonly PostgresDatabase database;
    private readonly PostgresReads reads;
    private readonly EntityWriter writer;
    private readonly MeasurementWriter measurements;
    private bool disposed;

    private PostgresJournal(PostgresDatabase database)
    {
        this.database = database;
        reads = new PostgresReads(database);
        writer = new EntityWriter(database);
        measurements = new MeasurementWriter(database);
    }

    /// <summary>Opens the journal of a database; creates or migrates its tables where needed.</summary>
    /// <param name="connectionString">As Npgsql has it, for example <c>Host=db;Database=sweeps;Username=app;Password=...;SSL Mode=VerifyFull</c>.</param>
    /// <param name="options">Null: the defaults.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="JournalException">The server refuses, does not answer in time, or the journal is of a newer release.</exception>
    /// <exception cref="ArgumentException">The connection string is none.</exception>
    public static async Task<PostgresJournal> OpenAsync(
        string connectionString, PostgresJournalOptions? options = null, CancellationToken cancellationToken = default)
    {
        var database = new PostgresDatabase(connectionString, options ?? new PostgresJournalOptions());
        try
        {
            await database.QueryAsync(connection => PostgresSchema.MigrateAsync(connection, database.Name), cancellationToken);
            return new PostgresJournal(database);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc />
    public ValueTask<long> ClaimAsync(string persistenceId, CancellationToken cancellationToken = default) =>
        Write(persistenceId, creates: true, 1, changes => changes.Claim(persistenceId), cancellationToken);

    /// <inheritdoc />
    public ValueTask<long> AppendAsync(
        string persistenceId,
        long expectedSequenceNr,
        long ownerEpoch,
        IReadOnlyList<JournalEvent> events,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        foreach (var e in events)
        {
            PostgresText.Checked(e.Manifest);
            PostgresText.Checked(e.Json);
        }

        return Write(
            persistenceId,
            creates: false,
            1 + events.Count,
            changes => changes.Append(persistenceId, expectedSequenceNr, ownerEpoch, events),
            cancellationToken);
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<JournalRecord> ReadAsync(
        string persistenceId,
        long fromSequenceNr = 1,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(persistenceId);
        ArgumentOutOfRangeException.ThrowIfLessThan(fromSequenceNr, 1);
        List<JournalRecord> page;
        do
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            page = await reads.PageAsync(persistenceId, fromSequenceNr, cancellationToken);
            foreach (var record in page) yield return record;
            fromSequenceNr += page.Count;
        }
        while (page.Count == PostgresReads.PageSize);
    }

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<string>> PersistenceIdsAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        return await reads.PersistenceIdsAsync(cancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask SaveSnapshotAsync(
        string persistenceId, long sequenceNr, string manifest, string json, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sequenceNr, 1);
        var snapshot = new Snapshot(persistenceId, sequenceNr, PostgresText.Checked(manifest), PostgresText.Checked(json));
        await Write(
            persistenceId,
            creates: false,
            1,
            changes =>
            {
                changes.SaveSnapshot(snapshot);
                return true;
            },
            cancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask<JournalRecord?> ReadLastAsync(string persistenceId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(persistenceId);
        ObjectDisposedException.ThrowIf(disposed, this);
        return await reads.LastAsync(persistenceId, cancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask<Snapshot?> LoadSnapshotAsync(string persistenceId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(persistenceId);
        ObjectDisposedException.ThrowIf(disposed, this);
        return await reads.SnapshotAsync(persistenceId, cancellationToken);
    }

    /// <inheritdoc />
    public ValueTask AppendMeasurementsAsync(IReadOnlyList<MeasurementRow> rows, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ObjectDisposedException.ThrowIf(disposed, this);
        return rows.Count == 0 ? ValueTask.CompletedTask : new(measurements.WriteAsync(rows, cancellationToken));
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<MeasurementRow> ReadMeasurementsAsync(
        string persistenceId, int? trial = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(persistenceId);
        List<MeasurementRow> page = [];
        do
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            page = await reads.MeasurementsAsync(persistenceId, trial, page.LastOrDefault(), cancellationToken);
            foreach (var row in page) yield return row;
        }
        while (page.Count == PostgresReads.PageSize);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (disposed) return;
        disposed = true;
        await writer.DisposeAsync();
        await measurements.DisposeAsync();
        await database.DisposeAsync();
    }

    private ValueTask<T> Write<T>(
        string persistenceId, bool creates, int weight, Func<EntityChanges, T> decide, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(persistenceId);
        PostgresText.Checked(persistenceId);
        ObjectDisposedException.ThrowIf(disposed, this);
        return new(writer.WriteAsync(persistenceId, creates, weight, decide, cancellationToken));
    }
}
