using Npgsql;

namespace Orchestrator.Journal.Postgres;

/// <summary>The reads: each one statement, tried again while the server is away.</summary>
internal sealed class PostgresReads(PostgresDatabase database)
{
    /// <summary>Records, or measurements, that are read at once.</summary>
    public const int PageSize = 1024;

    public Task<List<JournalRecord>> PageAsync(string persistenceId, long fromSequenceNr, CancellationToken cancellationToken) => RowsAsync(
        """
        SELECT sequence_nr, manifest, json, at FROM journal.event
        WHERE entity = (SELECT id FROM journal.entity WHERE persistence_id = $1) AND sequence_nr >= $2 ORDER BY sequence_nr LIMIT $3
        """,
        row => Record(persistenceId, row),
        cancellationToken,
        PostgresCommands.Value(persistenceId), PostgresCommands.Value(fromSequenceNr), PostgresCommands.Value(PageSize));

    public async Task<JournalRecord?> LastAsync(string persistenceId, CancellationToken cancellationToken) => (await RowsAsync(
        """
        SELECT sequence_nr, manifest, json, at FROM journal.event
        WHERE entity = (SELECT id FROM journal.entity WHERE persistence_id = $1) ORDER BY sequence_nr DESC LIMIT 1
        """,
        row => Record(persistenceId, row),
        cancellationToken,
        PostgresCommands.Value(persistenceId))).SingleOrDefault();

    public Task<List<string>> PersistenceIdsAsync(CancellationToken cancellationToken) => RowsAsync(
        "SELECT persistence_id FROM journal.entity WHERE sequence_nr > 0 ORDER BY persistence_id", row => row.GetString(0), cancellationToken);

    public async Task<Snapshot?> SnapshotAsync(string persistenceId, CancellationToken cancellationToken) => (await RowsAsync(
        """
        SELECT sequence_nr, manifest, json FROM journal.snapshot
        WHERE entity = (SELECT id FROM journal.entity WHERE persistence_id = $1)
        """,
        row => new Snapshot(persistenceId, row.GetInt64(0), row.GetString(1), row.GetString(2)),
        cancellationToken,
        PostgresCommands.Value(persistenceId))).SingleOrDefault();

    /// <summary>The measurements after a row; from the first, without one.</summary>
    public Task<List<MeasurementRow>> MeasurementsAsync(
        string persistenceId, int? trial, MeasurementRow? after, CancellationToken cancellationToken) => RowsAsync(
        """
        SELECT trial, fold, attempt, epoch, metric, value FROM journal.measurement
        WHERE entity = (SELECT id FROM journal.entity WHERE persistence_id = $1) AND trial BETWEEN $2 AND $3
          AND (trial, fold, attempt, epoch, metric) > ($4, $5, $6, $7, $8)
        ORDER BY trial, fold, attempt, epoch, metric LIMIT $9
        """,
        row => new MeasurementRow(
            persistenceId, row.GetInt32(0), row.GetInt32(1), row.GetInt32(2), row.GetInt32(3), row.GetString(4), row.GetDouble(5)),
        cancellationToken,
        PostgresCommands.Value(persistenceId),
        PostgresCommands.Value(trial ?? int.MinValue),
        PostgresCommands.Value(trial ?? int.MaxValue),
        PostgresCommands.Value(after?.Trial ?? int.MinValue),
        PostgresCommands.Value(after?.Fold ?? int.MinValue),
        PostgresCommands.Value(after?.Attempt ?? int.MinValue),
        PostgresCommands.Value(after?.Epoch ?? int.MinValue),
        PostgresCommands.Value(after?.Metric ?? ""),
        PostgresCommands.Value(PageSize));

    private static JournalRecord Record(string persistenceId, NpgsqlDataReader row) => new(
        persistenceId, row.GetInt64(0), new JournalEvent(row.GetString(1), row.GetString(2), new DateTimeOffset(row.GetInt64(3), TimeSpan.Zero)));

    private async Task<List<T>> RowsAsync<T>(
        string sql, Func<NpgsqlDataReader, T> row, CancellationToken cancellationToken, params NpgsqlParameter[] parameters)
    {
        // A parameter serves one command, and every try is a new one.
        NpgsqlBatchCommand Command() => PostgresCommands.Batched(sql, [.. parameters.Select(parameter => parameter.Clone())]);
        return await database.QueryAsync(connection => connection.RowsAsync([Command()], row, cancellationToken), cancellationToken);
    }
}
