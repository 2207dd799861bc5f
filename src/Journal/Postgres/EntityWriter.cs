using Npgsql;

namespace Orchestrator.Journal.Postgres;

/// <summary>Stores claims, events and snapshots: a batch in one transaction and two round trips, one to lock, one to write and commit.</summary>
internal sealed class EntityWriter : IAsyncDisposable
{
    private const int MaxWeight = 4096;

    private readonly PostgresDatabase database;
    private readonly GroupCommit<EntityWrite> queue;
    private readonly Guid writer = Guid.NewGuid();
    private long batches;

    public EntityWriter(PostgresDatabase database)
    {
        this.database = database;
        queue = new GroupCommit<EntityWrite>(StoreAsync, MaxWeight);
    }

    /// <summary>Completes once the write is on the server's disk, or was refused.</summary>
    public Task<T> WriteAsync<T>(
        string persistenceId, bool creates, int weight, Func<EntityChanges, T> decide, CancellationToken cancellationToken)
    {
        var write = new EntityWrite<T>(persistenceId, creates, weight, decide, cancellationToken);
        queue.Add(write);
        return write.Completion;
    }

    public ValueTask DisposeAsync() => queue.DisposeAsync();

    private async Task StoreAsync(IReadOnlyList<EntityWrite> batch)
    {
        var transaction = new EntityTransaction(new CommitReceipt(writer, ++batches), batch);
        try
        {
            await database.RunAsync(transaction.StoreAsync);
            foreach (var write in batch) write.Complete();
        }
        catch (PostgresException) when (batch.Count > 1 && !transaction.IsUndecided)
        {
            // The server refused one of them, and with it all. Alone, only the culprit fails.
            foreach (var write in batch) await StoreAsync([write]);
        }
        catch (Exception e)
        {
            // Whatever it was, the next writes must be served.
            foreach (var write in batch) write.Fail(e is NpgsqlException error ? database.Explain(error) : e);
        }
    }
}
