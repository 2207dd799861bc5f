using Npgsql;

namespace Orchestrator.Journal.Postgres;

/// <summary>
/// A batch of writes that is stored exactly once, however often the connection breaks: when a commit gets no answer, its receipt
/// is looked for before the batch is tried again.
/// </summary>
internal sealed class EntityTransaction(CommitReceipt receipt, IReadOnlyList<EntityWrite> writes)
{
    /// <summary>
    /// A process that is stopped between lock and commit would keep a successor from claiming its entities. After this time the
    /// server ends its transaction; one that is merely slow starts again.
    /// </summary>
    private const string LimitPause = "SET LOCAL idle_in_transaction_session_timeout = '1s'";

    /// <summary>Whether a commit was sent and not answered.</summary>
    public bool IsUndecided { get; private set; }

    /// <summary>One attempt. After an <see cref="NpgsqlException"/> it may be called again, on another connection.</summary>
    public async Task<bool> StoreAsync(NpgsqlConnection connection)
    {
        if (IsUndecided && await receipt.IsThereAsync(connection)) return true;
        IsUndecided = false;

        var changes = new EntityChanges();
        await LockAsync(connection, changes);
        foreach (var write in writes) write.Decide(changes);

        List<NpgsqlBatchCommand> commands = [.. changes.Commands()];
        if (commands.Count == 0)
        {
            await connection.ExecuteAsync(new NpgsqlBatchCommand("ROLLBACK"));
            return true;
        }

        IsUndecided = true;
        try
        {
            await connection.ExecuteAsync([.. commands, new NpgsqlBatchCommand("COMMIT")]);
        }
        catch (PostgresException e) when (!PostgresDatabase.IsPassing(e))
        {
            IsUndecided = false; // The server has answered: no.
            throw;
        }

        IsUndecided = false;
        return true;
    }

    /// <summary>Begins a transaction and locks the entities, in the order of their ids, so that coordinators do not lock each other out.</summary>
    private async Task LockAsync(NpgsqlConnection connection, EntityChanges changes)
    {
        string[] created = [.. writes.Where(write => write.Creates).Select(write => write.PersistenceId).Distinct()];
        string[] locked = [.. writes.Select(write => write.PersistenceId).Distinct()];
        foreach (var (id, entity) in await connection.RowsAsync(
            [
                new NpgsqlBatchCommand("BEGIN"),
                new NpgsqlBatchCommand(LimitPause),
                receipt.Leave(),
                .. created.Length == 0 ? [] : (ReadOnlySpan<NpgsqlBatchCommand>)[PostgresEntities.Create(created)],
                PostgresCommands.Batched(
                    """
                    SELECT persistence_id, id, owner_epoch, sequence_nr FROM journal.entity
                    WHERE persistence_id = ANY ($1) ORDER BY persistence_id FOR NO KEY UPDATE
                    """,
                    PostgresCommands.Value(locked)),
            ],
            row => (row.GetString(0), new LockedEntity(row.GetInt64(1), row.GetInt64(2), row.GetInt64(3)))))
        {
            changes.Add(id, entity);
        }
    }
}
