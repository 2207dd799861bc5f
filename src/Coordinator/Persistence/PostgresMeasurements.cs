using System.Threading.Channels;
using Npgsql;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Coordinator.Persistence;

/// <summary>Stores together all the measurements that have gathered while the last were stored: a hundred sweeps share one wait for the
/// disk.</summary>
/// <remarks>
/// Storing rows again is harmless, so that a batch is repeated whenever its outcome is unknown. A batch is one statement: a coordinator
/// that is stopped in the middle of it holds no lock on a row that its successor writes.
/// </remarks>
internal sealed class PostgresMeasurements : IAsyncDisposable
{
    /// <summary>Bounds a statement, and so the latency of the first write in it.</summary>
    private const int MaxRows = 16_384;

    private const string Insert =
        $"""
        INSERT INTO {PostgresStore.Schema}.measurement (sweep, trial, fold, attempt, epoch, metric, value)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING
        """;

    private readonly Channel<Write> queue = Channel.CreateUnbounded<Write>(new UnboundedChannelOptions { SingleReader = true });
    private readonly PostgresStore store;
    private readonly Task running;

    public PostgresMeasurements(PostgresStore store)
    {
        this.store = store;
        running = Task.Run(RunAsync);
    }

    /// <summary>Completes once the rows are on the server's disk.</summary>
    public Task AppendAsync(IReadOnlyList<MeasurementRow> rows, CancellationToken ct)
    {
        var write = new Write(rows, ct);
        return queue.Writer.TryWrite(write)
            ? write.Completion.Task
            : throw new ObjectDisposedException(nameof(JournalDatabase), $"The journal at {store.Name} is closed.");
    }

    /// <summary>Waits for the writes under way.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await running.ConfigureAwait(false);
    }

    private async Task RunAsync()
    {
        var batch = new List<Write>();
        while (await queue.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            for (var rows = 0; rows < MaxRows && queue.Reader.TryRead(out var next);)
            {
                if (next.IsWithdrawn)
                {
                    continue;
                }
                batch.Add(next);
                rows += next.Rows.Count;
            }
            await StoreAsync(batch).ConfigureAwait(false);
            batch.Clear();
        }
    }

    private async Task StoreAsync(IReadOnlyList<Write> batch)
    {
        try
        {
            foreach (var rows in batch.SelectMany(write => write.Rows).Chunk(MaxRows))
            {
                await store.RunAsync((connection, _) => InsertAsync(connection, rows), default).ConfigureAwait(false);
            }
            foreach (var write in batch)
            {
                write.Completion.SetResult();
            }
        }
        catch (PostgresException e) when (batch.Count > 1 && !PostgresStore.IsPassing(e))
        {
            // The server refused one of them, and with it all. Alone, only the culprit fails.
            foreach (var write in batch)
            {
                await StoreAsync([write]).ConfigureAwait(false);
            }
        }
        catch (Exception e)
        {
            // Whatever it was, the next writes must be served.
            foreach (var write in batch)
            {
                write.Completion.SetException(e is NpgsqlException error ? store.Explain(error) : e);
            }
        }
    }

    private static async Task<int> InsertAsync(NpgsqlConnection connection, MeasurementRow[] rows)
    {
        await using var command = new NpgsqlCommand(Insert, connection);
        Add(row => row.Sweep.Value);
        Add(row => row.Trial);
        Add(row => row.Fold);
        Add(row => row.Attempt);
        Add(row => row.Epoch);
        Add(row => row.Metric);
        Add(row => row.Value);
        return await command.ExecuteNonQueryAsync().ConfigureAwait(false);

        void Add<T>(Converter<MeasurementRow, T> column) =>
            command.Parameters.Add(new NpgsqlParameter<T[]> { TypedValue = Array.ConvertAll(rows, column) });
    }

    private sealed record Write(IReadOnlyList<MeasurementRow> Rows, CancellationToken Cancellation)
    {
        // Asynchronously, or the callers' code would hold up the next batch.
        public TaskCompletionSource Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Whether the caller has withdrawn it. Asked once, before it is written.</summary>
        public bool IsWithdrawn => Cancellation.IsCancellationRequested && Completion.TrySetCanceled(Cancellation);
    }
}
