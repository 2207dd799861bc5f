using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Orchestrator.Journal.Sqlite;

/// <summary>The writes that a journal knows, each inside a transaction that <see cref="SqliteWriter"/> has begun.</summary>
/// <remarks>Checks come before the first change, so that a refused write leaves nothing behind in a transaction shared with others.</remarks>
internal sealed class SqliteWrites(SqliteConnection connection) : IDisposable
{
    private readonly SqliteStatement find = new(
        connection, "SELECT id, owner_epoch, sequence_nr FROM entity WHERE persistence_id = $id", "$id");

    private readonly SqliteStatement create = new(connection, "INSERT INTO entity (persistence_id) VALUES ($id)", "$id");

    private readonly SqliteStatement own = new(connection, "UPDATE entity SET owner_epoch = $epoch WHERE id = $entity", "$epoch", "$entity");

    private readonly SqliteStatement advance = new(connection, "UPDATE entity SET sequence_nr = $nr WHERE id = $entity", "$nr", "$entity");

    private readonly SqliteStatement append = new(
        connection,
        "INSERT INTO event (entity, sequence_nr, owner_epoch, at, manifest, json) VALUES ($entity, $nr, $epoch, $at, $manifest, $json)",
        "$entity", "$nr", "$epoch", "$at", "$manifest", "$json");

    private readonly SqliteStatement measure = new(
        connection,
        """
        INSERT INTO measurement (entity, trial, fold, attempt, epoch, metric, value)
        VALUES ($entity, $trial, $fold, $attempt, $epoch, $metric, $value) ON CONFLICT DO NOTHING
        """,
        "$entity", "$trial", "$fold", "$attempt", "$epoch", "$metric", "$value");

    private readonly SqliteStatement snapshot = new(
        connection,
        """
        INSERT INTO snapshot (entity, sequence_nr, manifest, json) VALUES ($entity, $nr, $manifest, $json)
        ON CONFLICT (entity) DO UPDATE SET sequence_nr = excluded.sequence_nr, manifest = excluded.manifest, json = excluded.json
        WHERE excluded.sequence_nr >= snapshot.sequence_nr
        """,
        "$entity", "$nr", "$manifest", "$json");

    public long Claim(string persistenceId)
    {
        var entity = FindOrCreate(persistenceId);
        var epoch = entity.OwnerEpoch + 1;
        own.Execute(epoch, entity.Id);
        return epoch;
    }

    public long Append(string persistenceId, long expectedSequenceNr, long ownerEpoch, IReadOnlyList<JournalEvent> events)
    {
        var entity = Find(persistenceId) ?? default;
        JournalConflictException.ThrowUnlessOwned(
            persistenceId, ownerEpoch, entity.OwnerEpoch, expectedSequenceNr, entity.SequenceNr);
        var nr = expectedSequenceNr;
        foreach (var e in events)
        {
            append.Execute(entity.Id, ++nr, ownerEpoch, e.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture), e.Manifest, e.Json);
        }

        if (nr > expectedSequenceNr) advance.Execute(nr, entity.Id);
        return nr;
    }

    public void SaveSnapshot(Snapshot taken)
    {
        var entity = Find(taken.PersistenceId) ?? default;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(taken.SequenceNr, entity.SequenceNr);
        snapshot.Execute(entity.Id, taken.SequenceNr, taken.Manifest, taken.Json);
    }

    public void AppendMeasurements(IReadOnlyList<MeasurementRow> rows)
    {
        var (persistenceId, entity) = ("", 0L);
        foreach (var row in rows)
        {
            if (row.PersistenceId != persistenceId) (persistenceId, entity) = (row.PersistenceId, FindOrCreate(row.PersistenceId).Id);
            measure.Execute(
                entity, row.Trial, row.Fold, row.Attempt, row.Epoch, row.Metric, double.IsNaN(row.Value) ? DBNull.Value : row.Value);
        }
    }

    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<SqliteStatement>)[find, create, own, advance, append, measure, snapshot]) statement.Dispose();
    }

    private Entity? Find(string persistenceId) =>
        find.First(row => new Entity(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)), persistenceId);

    private Entity FindOrCreate(string persistenceId)
    {
        if (Find(persistenceId) is { } entity) return entity;
        create.Execute(persistenceId);
        return Find(persistenceId)!.Value;
    }

    private readonly record struct Entity(long Id, long OwnerEpoch, long SequenceNr);
}
