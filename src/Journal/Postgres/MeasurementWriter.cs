using Npgsql;

namespace Orchestrator.Journal.Postgres;

/// <summary>
/// Stores measurements, apart from the events, which they must not delay. Storing rows again is harmless, so that a batch is
/// repeated whenever its outcome is unknown.
/// </summary>
internal sealed class MeasurementWriter : IAsyncDisposable
{
    private const int MaxRows = 16_384;

    /// <summary>From here on COPY is faster, in spite of its second round trip.</summary>
    private const int MinRowsToCopy = 512;

    private readonly PostgresDatabase database;
    private readonly PostgresEntities entities = new();
    private readonly GroupCommit<MeasurementWrite> queue;

    public MeasurementWriter(PostgresDatabase database)
    {
        this.database = database;
        queue = new GroupCommit<MeasurementWrite>(StoreAsync, MaxRows);
    }

    /// <summary>Completes once the rows are on the server's disk.</summary>
    public Task WriteAsync(IReadOnlyList<MeasurementRow> rows, CancellationToken cancellationToken)
    {
        foreach (var row in rows)
        {
            ArgumentException.ThrowIfNullOrEmpty(row.PersistenceId);
            PostgresText.Checked(row.PersistenceId);
            PostgresText.Checked(row.Metric);
        }

        var write = new MeasurementWrite(rows, cancellationToken);
        queue.Add(write);
        return write.Completion;
    }

    public ValueTask DisposeAsync() => queue.DisposeAsync();

    private async Task StoreAsync(IReadOnlyList<MeasurementWrite> gathered)
    {
        List<MeasurementWrite> batch = [.. gathered.Where(write => !write.IsWithdrawn)];
        if (batch.Count == 0) return;
        try
        {
            List<MeasurementRow> rows = [.. batch.SelectMany(write => write.Rows)];
            await database.RunAsync(connection => StoreAsync(connection, rows));
            foreach (var write in batch) write.Complete();
        }
        catch (PostgresException e) when (batch.Count > 1 && !PostgresDatabase.IsPassing(e))
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

    private async Task<bool> StoreAsync(NpgsqlConnection connection, List<MeasurementRow> rows)
    {
        var numbers = await entities.NumbersAsync(connection, rows.Select(row => row.PersistenceId).Distinct());
        if (rows.Count < MinRowsToCopy || !await TryCopyAsync(connection, rows, numbers)) await InsertAsync(connection, rows, numbers);
        return true;
    }

    /// <returns>False when a row is there already, with which COPY cannot deal: none was stored.</returns>
    private static async Task<bool> TryCopyAsync(
        NpgsqlConnection connection, List<MeasurementRow> rows, IReadOnlyDictionary<string, long> numbers)
    {
        try
        {
            await using var copy = await connection.BeginBinaryImportAsync(
                "COPY journal.measurement (entity, trial, fold, attempt, epoch, metric, value) FROM STDIN (FORMAT BINARY)");
            foreach (var row in rows)
            {
                await copy.StartRowAsync();
                await copy.WriteAsync(numbers[row.PersistenceId]);
                await copy.WriteAsync(row.Trial);
                await copy.WriteAsync(row.Fold);
                await copy.WriteAsync(row.Attempt);
                await copy.WriteAsync(row.Epoch);
                await copy.WriteAsync(row.Metric);
                await copy.WriteAsync(row.Value);
            }

            await copy.CompleteAsync();
            return true;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return false;
        }
    }

    private static Task InsertAsync(NpgsqlConnection connection, List<MeasurementRow> rows, IReadOnlyDictionary<string, long> numbers) =>
        connection.ExecuteAsync(PostgresCommands.Batched(
            """
            INSERT INTO journal.measurement (entity, trial, fold, attempt, epoch, metric, value)
            SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING
            """,
            PostgresCommands.Array(rows, row => numbers[row.PersistenceId]),
            PostgresCommands.Array(rows, row => row.Trial),
            PostgresCommands.Array(rows, row => row.Fold),
            PostgresCommands.Array(rows, row => row.Attempt),
            PostgresCommands.Array(rows, row => row.Epoch),
            PostgresCommands.Array(rows, row => row.Metric),
            PostgresCommands.Array(rows, row => row.Value)));
}
