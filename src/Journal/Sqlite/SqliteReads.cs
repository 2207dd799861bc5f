using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Orchestrator.Journal.Sqlite;

/// <summary>The reads, each on a connection of its own and in one short transaction, so that no reader holds back a checkpoint.</summary>
internal sealed class SqliteReads(SqliteFile file)
{
    /// <summary>Records that are read at once.</summary>
    public const int PageSize = 1024;

    /// <exception cref="JournalException">The file cannot be read as a journal.</exception>
    public void Check() => Query(connection =>
    {
        SqliteSchema.Check(connection, file.Path);
        return true;
    });

    public List<JournalRecord> Page(string persistenceId, long fromSequenceNr) => Query(connection => connection.Rows(
        """
        SELECT event.sequence_nr, manifest, json, at FROM event JOIN entity ON entity.id = event.entity
        WHERE persistence_id = $id AND event.sequence_nr >= $from ORDER BY event.sequence_nr LIMIT $page
        """,
        row => Record(persistenceId, row),
        ("$id", persistenceId), ("$from", fromSequenceNr), ("$page", PageSize)));

    public JournalRecord? Last(string persistenceId) => Query(connection => connection.Rows(
        """
        SELECT sequence_nr, manifest, json, at FROM event
        WHERE entity = (SELECT id FROM entity WHERE persistence_id = $id) ORDER BY sequence_nr DESC LIMIT 1
        """,
        row => Record(persistenceId, row),
        ("$id", persistenceId)).SingleOrDefault());

    public List<string> PersistenceIds() => Query(connection => connection.Rows(
        "SELECT persistence_id FROM entity WHERE sequence_nr > 0 ORDER BY persistence_id", row => row.GetString(0)));

    public Snapshot? Snapshot(string persistenceId) => Query(connection => connection.Rows(
        """
        SELECT snapshot.sequence_nr, manifest, json FROM snapshot JOIN entity ON entity.id = snapshot.entity WHERE persistence_id = $id
        """,
        row => new Snapshot(persistenceId, row.GetInt64(0), row.GetString(1), row.GetString(2)),
        ("$id", persistenceId)).SingleOrDefault());

    /// <summary>The first measured trial from <paramref name="from"/> on, found by the index alone.</summary>
    public int? NextTrial(string persistenceId, int from) => Query(connection => connection.Rows(
        """
        SELECT min(trial) FROM measurement WHERE entity = (SELECT id FROM entity WHERE persistence_id = $id) AND trial >= $from
        """,
        row => row.IsDBNull(0) ? (int?)null : row.GetInt32(0),
        ("$id", persistenceId), ("$from", from)).Single());

    public List<MeasurementRow> Measurements(string persistenceId, int trial) => Query(connection => connection.Rows(
        """
        SELECT fold, attempt, epoch, metric, value FROM measurement
        WHERE entity = (SELECT id FROM entity WHERE persistence_id = $id) AND trial = $trial
        ORDER BY fold, attempt, epoch, metric
        """,
        row => new MeasurementRow(
            persistenceId,
            trial,
            row.GetInt32(0),
            row.GetInt32(1),
            row.GetInt32(2),
            row.GetString(3),
            row.IsDBNull(4) ? double.NaN : row.GetDouble(4)),
        ("$id", persistenceId), ("$trial", trial)));

    private T Query<T>(Func<SqliteConnection, T> query) => file.Guard(() =>
    {
        using var connection = file.OpenReader();
        return query(connection);
    });

    private static JournalRecord Record(string persistenceId, SqliteDataReader row) =>
        new(persistenceId, row.GetInt64(0), new JournalEvent(row.GetString(1), row.GetString(2), Instant(row.GetString(3))));

    private static DateTimeOffset Instant(string text) =>
        DateTimeOffset.ParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
}
