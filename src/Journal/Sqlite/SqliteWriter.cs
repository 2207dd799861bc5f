using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Orchestrator.Journal.Sqlite;

/// <summary>
/// The one writer of a journal file: a thread that commits all the writes that have gathered during the last commit in one
/// transaction, so that a hundred actors share one wait for the disk.
/// </summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    /// <summary>Bounds a transaction, and so the latency of the first write in it and the growth of the WAL.</summary>
    private const int MaxBatch = 1024;

    private readonly SqliteFile file;
    private readonly SqliteConnection connection;
    private readonly SqliteStatement begin;
    private readonly SqliteStatement commit;
    private readonly SqliteWrites writes;
    private readonly BlockingCollection<SqliteWrite> queue = [];
    private readonly Task running;

    public SqliteWriter(SqliteFile file)
    {
        this.file = file;
        connection = file.Guard(file.OpenWriter);
        begin = new SqliteStatement(connection, "BEGIN IMMEDIATE");
        commit = new SqliteStatement(connection, "COMMIT");
        writes = new SqliteWrites(connection);
        running = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Completes once the write is on disk, or was refused.</summary>
    public Task<T> WriteAsync<T>(Func<SqliteWrites, T> write, CancellationToken cancellationToken)
    {
        var request = new SqliteWrite<T>(write, cancellationToken);
        try
        {
            queue.Add(request, CancellationToken.None);
        }
        catch (InvalidOperationException) when (queue.IsAddingCompleted)
        {
            throw new ObjectDisposedException(nameof(SqliteJournal), $"The journal '{file.Path}' is closed.");
        }

        return request.Completion;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        queue.CompleteAdding();
        await running.ConfigureAwait(false);
        writes.Dispose();
        commit.Dispose();
        begin.Dispose();
        await connection.DisposeAsync().ConfigureAwait(false);
    }

    private void Run()
    {
        var batch = new List<SqliteWrite>();
        foreach (var first in queue.GetConsumingEnumerable())
        {
            batch.Add(first);
            while (batch.Count < MaxBatch && queue.TryTake(out var next)) batch.Add(next);
            Commit(batch);
            batch.Clear();
        }
    }

    private void Commit(List<SqliteWrite> batch)
    {
        try
        {
            begin.Execute();
            foreach (var write in batch) write.Execute(writes);
            commit.Execute();
        }
        catch (Exception e)
        {
            // Whatever it was, this thread must live on to tell the next writers.
            Rollback();
            foreach (var write in batch) write.Fail(e is SqliteException error ? file.Explain(error) : e);
            return;
        }

        foreach (var write in batch) write.Complete();
    }

    private void Rollback()
    {
        try
        {
            connection.Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // SQLite has already rolled back (a full disk, for example), or never began.
        }
    }
}
