using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Orchestrator.Coordinator.Persistence;

/// <summary>
/// The one writer of a file, beside Akka's: a thread that commits all the writes that have gathered during the last commit in one
/// transaction, so that a hundred sweeps share one wait for the disk.
/// </summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    /// <summary>Bounds a transaction, and so for how long Akka's waits, and the growth of the log.</summary>
    private const int MaxBatch = 1024;

    private readonly SqliteStore store;
    private readonly BlockingCollection<SqliteWrite> queue = [];
    private readonly Task running;
    private SqliteWrites? writes;

    public SqliteWriter(SqliteStore store)
    {
        this.store = store;
        running = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Completes once the write is on disk, or was refused.</summary>
    public Task<T> WriteAsync<T>(Func<SqliteWrites, T> write, CancellationToken ct)
    {
        var request = new SqliteWrite<T>(write, ct);
        try
        {
            queue.Add(request, CancellationToken.None);
        }
        catch (InvalidOperationException) when (queue.IsAddingCompleted)
        {
            throw new ObjectDisposedException(nameof(JournalDatabase), $"The journal '{store.Name}' is closed.");
        }
        return request.Completion;
    }

    /// <summary>Waits for the writes under way.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.CompleteAdding();
        await running.ConfigureAwait(false);
        writes?.Dispose();
        queue.Dispose();
    }

    private void Run()
    {
        var batch = new List<SqliteWrite>();
        foreach (var first in queue.GetConsumingEnumerable())
        {
            batch.Add(first);
            while (batch.Count < MaxBatch && queue.TryTake(out var next))
            {
                batch.Add(next);
            }
            Commit(batch);
            batch.Clear();
        }
    }

    private void Commit(List<SqliteWrite> batch)
    {
        try
        {
            writes ??= new SqliteWrites(store.OpenWriter(create: false));
            writes.Begin();
            foreach (var write in batch)
            {
                write.Execute(writes);
            }
            writes.Commit();
        }
        catch (Exception e)
        {
            // Whatever it was, this thread must live on to tell the next writers. A new connection sees a file that was put back.
            writes?.Dispose();
            writes = null;
            foreach (var write in batch)
            {
                write.Fail(e is SqliteException error ? store.Explain(error) : e);
            }
            return;
        }
        foreach (var write in batch)
        {
            write.Complete();
        }
    }
}
