using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Messages;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Coordinator.Persistence;

/// <summary>What workers printed, by attempt: of each the first lines and the last ones. Decides nothing.</summary>
public sealed class LogStore
{
    private const int NoSuchTable = 1; // SQLite's general error, which a read of what this class asks for gives for nothing else

    // Each has three of SQLite's parameters, which were 999 once.
    private const int SqlLines = 256;

    private readonly SqlStore store;

    internal LogStore(SqlStore store) => this.store = store;

    /// <summary>Stores lines, and drops those that are neither among the first nor among the last any more. May be repeated: the first text
    /// of a number stands.</summary>
    /// <exception cref="JournalException">They could not be stored, or nobody knows.</exception>
    public async Task AppendAsync(IReadOnlyList<FoldLogged> logs, CancellationToken cancellationToken = default)
    {
        foreach (var log in logs.Where(log => log.Lines.Count > 0))
        {
            SqlText.Check(log.Sweep.Value, nameof(log.Sweep));
            var key = KeyOf(log.Sweep, log.Attempt);
            // Here and not where it is written: an error there would spoil a transaction that is shared with others.
            foreach (var lines in log.Lines.Select(line => line with { Text = LogLine.Clean(line.Text) }).Chunk(SqlLines))
            {
                await store.WriteAsync((connection, token) => InsertAsync(connection, key, lines, token), cancellationToken)
                    .ConfigureAwait(false);
            }

            await store.WriteAsync(
                (connection, token) => connection.ExecuteAsync(
                    $"""
                    DELETE FROM {store.Prefix}log_line
                    WHERE sweep = @sweep AND trial = @trial AND fold = @fold AND attempt = @attempt AND line > @head AND line < @tail
                    """,
                    token,
                    [.. key, ("@head", log.Head), ("@tail", log.Tail)]),
                cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The lines of some attempts of a trial, by attempt, in order.</summary>
    /// <exception cref="JournalException">They cannot be read.</exception>
    public async Task<ILookup<AttemptId, LogLine>> ReadAsync(
        SweepId sweep, IEnumerable<AttemptId> attempts, CancellationToken cancellationToken = default)
    {
        var read = new List<(AttemptId Attempt, LogLine Line)>();
        foreach (var attempt in attempts)
        {
            read.AddRange((await ReadAsync(sweep, attempt, cancellationToken).ConfigureAwait(false)).Select(line => (attempt, line)));
        }

        return read.ToLookup(row => row.Attempt, row => row.Line);
    }

    private async Task<List<LogLine>> ReadAsync(SweepId sweep, AttemptId attempt, CancellationToken cancellationToken)
    {
        try
        {
            return await store.ReadAsync(
                (connection, token) => connection.RowsAsync(
                    $"""
                    SELECT line, at, text FROM {store.Prefix}log_line
                    WHERE sweep = @sweep AND trial = @trial AND fold = @fold AND attempt = @attempt ORDER BY line
                    """,
                    row => new LogLine(row.GetInt32(0), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)), row.GetString(2)),
                    token,
                    KeyOf(sweep, attempt)),
                cancellationToken).ConfigureAwait(false);
        }
        // A file of the format before this table, opened to read: it has no logs.
        catch (JournalException e) when (e.InnerException is SqliteException { SqliteErrorCode: NoSuchTable })
        {
            return [];
        }
    }

    private Task<int> InsertAsync(
        DbConnection connection, (string, object?)[] key, IReadOnlyList<LogLine> lines, CancellationToken cancellationToken)
    {
        string Name(string column, int row) => string.Create(CultureInfo.InvariantCulture, $"@{column}{row}");
        var rows = lines.Select((_, k) => $"(@sweep, @trial, @fold, @attempt, {Name("line", k)}, {Name("at", k)}, {Name("text", k)})");
        return connection.ExecuteAsync(
            $"""
            INSERT INTO {store.Prefix}log_line (sweep, trial, fold, attempt, line, at, text)
            VALUES {string.Join(", ", rows)} ON CONFLICT DO NOTHING
            """,
            cancellationToken,
            [
                .. key,
                .. lines.SelectMany((line, k) => new (string, object?)[]
                {
                    (Name("line", k), line.Number), (Name("at", k), line.At.ToUnixTimeMilliseconds()), (Name("text", k), line.Text),
                }),
            ]);
    }

    private static (string, object?)[] KeyOf(SweepId sweep, AttemptId attempt) =>
        [("@sweep", sweep.Value), ("@trial", attempt.Fold.Trial), ("@fold", attempt.Fold.Fold), ("@attempt", attempt.Attempt)];
}
