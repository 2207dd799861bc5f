using Npgsql;

namespace Orchestrator.Journal.Postgres;

/// <summary>Events to insert, by column: one command, whose text is always the same, takes any number of them.</summary>
internal sealed class EventRows
{
    private readonly List<(long Entity, long SequenceNr, long OwnerEpoch, JournalEvent Event)> rows = [];

    public int Count => rows.Count;

    public void Add(long entity, long sequenceNr, long ownerEpoch, JournalEvent e) => rows.Add((entity, sequenceNr, ownerEpoch, e));

    public NpgsqlBatchCommand Insert() => PostgresCommands.Batched(
        "INSERT INTO journal.event (entity, sequence_nr, owner_epoch, at, manifest, json) SELECT * FROM unnest($1, $2, $3, $4, $5, $6)",
        PostgresCommands.Array(rows, row => row.Entity),
        PostgresCommands.Array(rows, row => row.SequenceNr),
        PostgresCommands.Array(rows, row => row.OwnerEpoch),
        PostgresCommands.Array(rows, row => row.Event.At.UtcTicks),
        PostgresCommands.Array(rows, row => row.Event.Manifest),
        PostgresCommands.Array(rows, row => row.Event.Json));
}
