using Npgsql;

namespace Orchestrator.Journal.Postgres;

/// <summary>
/// What a transaction leaves behind, so that a writer whose commit got no answer can find out what became of it: the number of the
/// writer's last stored batch, in a row of its own.
/// </summary>
/// <remarks>
/// Not <c>pg_xact_status</c>: a transaction id that no surviving log record has seen is given out again after a crash, and may then
/// be another transaction, which committed.
/// </remarks>
/// <param name="Writer">A new one for every journal that is opened.</param>
/// <param name="Batch">From 1; the same when a batch is tried again.</param>
internal sealed record CommitReceipt(Guid Writer, long Batch)
{
    /// <summary>
    /// To be the first in the transaction: while it is open, by a broken connection whose last bytes are still on their way even,
    /// <see cref="IsThereAsync"/> waits.
    /// </summary>
    public NpgsqlBatchCommand Leave() => PostgresCommands.Batched(
        """
        INSERT INTO journal.receipt (writer, batch) VALUES ($1, $2)
        ON CONFLICT (writer) DO UPDATE SET batch = excluded.batch, at = excluded.at
        """,
        PostgresCommands.Value(Writer),
        PostgresCommands.Value(Batch));

    /// <summary>Whether the transaction has committed. If not, it never will.</summary>
    public async Task<bool> IsThereAsync(NpgsqlConnection connection) => Batch == (await connection.RowsAsync(
        [
            PostgresCommands.Batched(
                "INSERT INTO journal.receipt AS old (writer, batch) VALUES ($1, 0) ON CONFLICT (writer) DO UPDATE SET batch = old.batch RETURNING batch",
                PostgresCommands.Value(Writer)),
        ],
        row => row.GetInt64(0))).Single();
}
