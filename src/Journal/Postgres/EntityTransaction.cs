using Npgsql;
using NpgsqlTypes;

namespace Orchestrator.Journal.Postgres;

/// <summary>
/// A batch of writes that is stored exactly once, however often the connection breaks: when a commit gets no answer, the server is
/// asked what became of that transaction (<c>pg_xact_status</c>) before the batch is tried again.
/// </summary>
internal sealed class EntityTransaction(IReadOnlyList<EntityWrite> writes)
{
    /// <summary>The transaction whose commit was sent and not answered.</summary>
    private ulong? undecided;

    public bool IsUndecided => undecided is not null;

    /// <summary>One attempt. After an <see cref="NpgsqlException"/> it may be called again, on another connection.</summary>
    /// <exception cref="JournalException">The server no longer knows what became of an earlier attempt.</exception>
    public async Task<bool> StoreAsync(NpgsqlConnection connection)
    {
        if (undecided is { } earlier && await HasCommittedAsync(connection, earlier)) return true;
        undecided = null;

        var changes = new EntityChanges();
        var transaction = await LockAsync(connection, changes);
        foreach (var write in writes) write.Decide(changes);

        List<NpgsqlBatchCommand> commands = [.. changes.Commands()];
        if (commands.Count == 0)
        {
            await connection.ExecuteAsync(new NpgsqlBatchCommand("ROLLBACK"));
            return true;
        }

        undecided = transaction;
        try
        {
            await connection.ExecuteAsync([.. commands, new NpgsqlBatchCommand("COMMIT")]);
        }
        catch (PostgresException e) when (!PostgresDatabase.IsPassing(e))
        {
            undecided = null; // The server has answered: no.
            throw;
        }

        undecided = null;
        return true;
    }

    /// <summary>Begins a transaction and locks the entities, in the order of their ids, so that coordinators do not lock each other out.</summary>
    /// <returns>The transaction's id; null when there are no such entities.</returns>
    private async Task<ulong?> LockAsync(NpgsqlConnection connection, EntityChanges changes)
    {
        ulong? transaction = null;
        foreach (var (id, entity, xid) in await connection.RowsAsync(
            [
                new NpgsqlBatchCommand("BEGIN"),
                .. Create([.. writes.Where(write => write.Creates).Select(write => write.PersistenceId).Distinct()]),
                PostgresCommands.Batched(
                    """
                    SELECT persistence_id, id, owner_epoch, sequence_nr, pg_current_xact_id() FROM journal.entity
                    WHERE persistence_id = ANY ($1) ORDER BY persistence_id FOR NO KEY UPDATE
                    """,
                    PostgresCommands.Value(writes.Select(write => write.PersistenceId).Distinct().ToArray())),
            ],
            row => (row.GetString(0), new LockedEntity(row.GetInt64(1), row.GetInt64(2), row.GetInt64(3)), row.GetFieldValue<ulong>(4))))
        {
            changes.Add(id, entity);
            transaction = xid;
        }

        return transaction;
    }

    private static IEnumerable<NpgsqlBatchCommand> Create(string[] persistenceIds) =>
        persistenceIds.Length == 0 ? [] : [PostgresEntities.Create(persistenceIds)];

    private static async Task<bool> HasCommittedAsync(NpgsqlConnection connection, ulong transaction)
    {
        await using var command = new NpgsqlCommand("SELECT pg_xact_status($1)", connection);
        command.Parameters.Add(new NpgsqlParameter<ulong> { TypedValue = transaction, NpgsqlDbType = NpgsqlDbType.Xid8 });
        return await command.ExecuteScalarAsync() switch
        {
            "committed" => true,
            "aborted" => false,
            "in progress" => throw new NpgsqlException("a commit is still under way", new TimeoutException()),
            _ => throw new JournalException("The connection broke during a commit, and the server no longer knows its outcome."),
        };
    }
}
