using Npgsql;

namespace Orchestrator.Journal.Postgres;

/// <summary>What the writes of one transaction make of the entities that it has locked. Collected here, then stored in one go.</summary>
/// <remarks>Checks come before the first change, so that a refused write leaves nothing behind in a transaction shared with others.</remarks>
internal sealed class EntityChanges
{
    private readonly Dictionary<string, LockedEntity> entities = new(StringComparer.Ordinal);
    private readonly EventRows events = new();

    /// <summary>Enters an entity as it is stored.</summary>
    public void Add(string persistenceId, LockedEntity entity) => entities.Add(persistenceId, entity);

    public long Claim(string persistenceId)
    {
        var entity = entities[persistenceId];
        entity.Changed = true;
        return ++entity.OwnerEpoch;
    }

    public long Append(string persistenceId, long expectedSequenceNr, long ownerEpoch, IReadOnlyList<JournalEvent> appended)
    {
        var entity = entities.GetValueOrDefault(persistenceId);
        JournalConflictException.ThrowUnlessOwned(
            persistenceId, ownerEpoch, entity?.OwnerEpoch ?? 0, expectedSequenceNr, entity?.SequenceNr ?? 0);
        if (appended.Count == 0) return expectedSequenceNr;

        entity!.Changed = true;
        foreach (var e in appended) events.Add(entity.Id, ++entity.SequenceNr, ownerEpoch, e);
        return entity.SequenceNr;
    }

    public void SaveSnapshot(Snapshot taken)
    {
        var entity = entities.GetValueOrDefault(taken.PersistenceId);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(taken.SequenceNr, entity?.SequenceNr ?? 0);
        if (!(entity!.Snapshot?.SequenceNr > taken.SequenceNr)) entity.Snapshot = taken;
    }

    /// <summary>The commands that store the changes; none when there are none.</summary>
    public IEnumerable<NpgsqlBatchCommand> Commands()
    {
        if (events.Count > 0) yield return events.Insert();

        var changed = entities.Values.Where(entity => entity.Changed).ToList();
        if (changed.Count > 0)
        {
            yield return PostgresCommands.Batched(
                """
                UPDATE journal.entity SET owner_epoch = new.owner_epoch, sequence_nr = new.sequence_nr
                FROM unnest($1, $2, $3) AS new (id, owner_epoch, sequence_nr) WHERE entity.id = new.id
                """,
                PostgresCommands.Array(changed, entity => entity.Id),
                PostgresCommands.Array(changed, entity => entity.OwnerEpoch),
                PostgresCommands.Array(changed, entity => entity.SequenceNr));
        }

        foreach (var entity in entities.Values)
        {
            if (entity.Snapshot is not { } snapshot) continue;
            yield return PostgresCommands.Batched(
                """
                INSERT INTO journal.snapshot AS old (entity, sequence_nr, manifest, json) VALUES ($1, $2, $3, $4)
                ON CONFLICT (entity) DO UPDATE SET sequence_nr = excluded.sequence_nr, manifest = excluded.manifest, json = excluded.json
                WHERE excluded.sequence_nr >= old.sequence_nr
                """,
                PostgresCommands.Value(entity.Id),
                PostgresCommands.Value(snapshot.SequenceNr),
                PostgresCommands.Value(snapshot.Manifest),
                PostgresCommands.Value(snapshot.Json));
        }
    }
}
