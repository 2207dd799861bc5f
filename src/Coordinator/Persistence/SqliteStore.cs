using System.Data.Common;
using Microsoft.Data.Sqlite;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Coordinator.Persistence;

/// <summary>Opens connections to one SQLite file, and says which file it was when SQLite fails.</summary>
internal sealed class SqliteStore(string path, bool readOnly) : SqlStore
{
    /// <summary>The result code of a full disk.</summary>
    internal const int Full = 13;

    private const int Busy = 5;
    private const int ReadOnly = 8;
    private const int Corrupt = 11;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    /// <summary>How long to wait for another transaction. They take milliseconds; a stopped process may take for ever.</summary>
    internal static readonly TimeSpan BusyTimeout = TimeSpan.FromSeconds(30);

    private readonly Lock opening = new();
    private SqliteWriter? writer;
    private bool disposed;

    public override string Name { get; } = Path.GetFullPath(path);

    public override string Prefix => "";

    public bool IsReadOnly => readOnly;

    /// <summary>For Akka's connections, which are pooled.</summary>
    public string AkkaConnectionString => new SqliteConnectionStringBuilder
    {
        DataSource = Name,
        Mode = readOnly ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWrite,
        DefaultTimeout = (int)BusyTimeout.TotalSeconds,
    }.ToString();

    private string ReaderConnectionString => Reader(Name, pooled: true);

    public override Task<T> ReadAsync<T>(Func<DbConnection, CancellationToken, Task<T>> query, CancellationToken ct)
    {
        ObjectDisposedException.ThrowIf(disposed, typeof(JournalDatabase));

        // Not on the caller's thread: SQLite's calls return when they are done.
        return Task.Run(() => GuardAsync(async () =>
        {
            await using var connection = OpenReader();
            return await query(connection, ct).ConfigureAwait(false);
        }), ct);
    }

    public override Task<T> WriteAsync<T>(Func<DbConnection, CancellationToken, Task<T>> statement, CancellationToken ct) =>
        Writer().WriteAsync(writes => statement(writes.Connection, CancellationToken.None).GetAwaiter().GetResult(), ct);

    public override Task AppendAsync(IReadOnlyList<MeasurementRow> rows, CancellationToken ct) => Writer().WriteAsync(
        writes =>
        {
            writes.Append(rows);
            return true;
        },
        ct);

    public override async ValueTask DisposeAsync()
    {
        lock (opening)
        {
            if (disposed)
            {
                return;
            }
            disposed = true;
        }
        if (writer is not null)
        {
            await writer.DisposeAsync().ConfigureAwait(false);
        }
        foreach (var used in (string[])[AkkaConnectionString, ReaderConnectionString])
        {
            using var pooled = new SqliteConnection(used);
            SqliteConnection.ClearPool(pooled); // an idle handle would keep the file open
        }
        if (!readOnly && File.Exists(Name))
        {
            Tidy();
        }
    }

    /// <summary>The connection that writes.</summary>
    /// <param name="create">Whether a missing file is created.</param>
    public SqliteConnection OpenWriter(bool create)
    {
        var connection = Open(new SqliteConnectionStringBuilder
        {
            DataSource = Name,
            Mode = create ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite,
            Pooling = false,
        }.ToString());
        try
        {
            connection.Execute("PRAGMA synchronous = FULL"); // every commit waits for the disk
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>A connection that only reads.</summary>
    public SqliteConnection OpenReader()
    {
        if (!readOnly)
        {
            return Open(ReaderConnectionString);
        }
        SqliteConnection? connection = null;
        try
        {
            connection = Open(ReaderConnectionString);
            connection.Number("PRAGMA schema_version"); // the write-ahead log is opened by the first read, not before
            return connection;
        }
        catch (SqliteException e) when (e.SqliteErrorCode is CannotOpen or ReadOnly && File.Exists(Name))
        {
            connection?.Dispose();

            // Where nothing can be written, a log cannot be opened. Without one all is in the file, and nobody changes that under us:
            // whoever could would have left a log. Looked at anew for each connection, for a writer may come.
            if (new FileInfo(Name + "-wal") is { Exists: true, Length: > 0 })
            {
                throw new JournalException(
                    $"'{Name}' was not closed by its last writer, and its log '{Path.GetFileName(Name)}-wal' cannot be read here: "
                    + "make the folder writable, or copy the file and its log to one that is.", e);
            }
            return Open(Reader($"file:{Uri.EscapeDataString(Name).Replace("%2F", "/", StringComparison.Ordinal)}?immutable=1",
                pooled: false));
        }
        catch
        {
            connection?.Dispose();
            throw;
        }
    }

    /// <summary>Runs <paramref name="work"/> with SQLite's errors told as the journal's.</summary>
    public async Task<T> GuardAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (SqliteException e)
        {
            throw Explain(e);
        }
    }

    /// <summary>What an SQLite error means to someone who has this file.</summary>
    public JournalException Explain(SqliteException e) => new(
        WriteFailure.OfFullDisk($"'{Name}'", e) ?? e.SqliteErrorCode switch
        {
            NotADatabase => $"'{Name}' is not a journal: it is no SQLite database.",
            Corrupt => $"'{Name}' is damaged: {e.Message}",
            Busy => $"'{Name}' has been locked by another process for {BusyTimeout.TotalSeconds:0} s.",
            ReadOnly => $"'{Name}' cannot be written: {e.Message}",
            CannotOpen when !File.Exists(Name) => $"There is no journal at '{Name}'.",
            _ => $"'{Name}': {e.Message}",
        },
        e);

    private static string Reader(string source, bool pooled) => new SqliteConnectionStringBuilder
    {
        DataSource = source,
        Mode = SqliteOpenMode.ReadOnly,
        Pooling = pooled,
        DefaultTimeout = (int)BusyTimeout.TotalSeconds,
    }.ToString();

    private static SqliteConnection Open(string connectionString)
    {
        var connection = new SqliteConnection(connectionString);
        try
        {
            connection.Open();

            // SQLite's own waiting looks again after a millisecond; Microsoft.Data.Sqlite's after 150.
            connection.Execute($"PRAGMA busy_timeout = {BusyTimeout.TotalMilliseconds:0}");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Moves the log into the file. Only a connection that writes does so when it is the last to close.</summary>
    private void Tidy()
    {
        try
        {
            using var last = OpenWriter(create: false);
            last.Number("PRAGMA user_version");
        }
        catch (SqliteException)
        {
            // It is read from the log then, as after a kill.
        }
    }

    private SqliteWriter Writer()
    {
        if (readOnly)
        {
            throw new InvalidOperationException($"'{Name}' was opened read-only.");
        }
        lock (opening)
        {
            ObjectDisposedException.ThrowIf(disposed, typeof(JournalDatabase));
            return writer ??= new SqliteWriter(this);
        }
    }
}
