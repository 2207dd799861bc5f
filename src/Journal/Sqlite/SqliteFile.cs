using Microsoft.Data.Sqlite;

namespace Orchestrator.Journal.Sqlite;

/// <summary>Opens connections to one journal file, and says which file it was when SQLite fails.</summary>
internal sealed class SqliteFile(string path)
{
    private const int NotADatabase = 26;
    private const int Corrupt = 11;
    private const int Busy = 5;
    private const int Full = 13;
    private const int CannotOpen = 14;

    /// <summary>How long to wait for another process's transaction. They take milliseconds; a stopped process may take for ever.</summary>
    private static readonly TimeSpan BusyTimeout = TimeSpan.FromSeconds(30);

    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>The connection that writes. Creates the file.</summary>
    public SqliteConnection OpenWriter()
    {
        var connection = Open(SqliteOpenMode.ReadWriteCreate);
        try
        {
            // WAL lets readers read while a run writes; FULL makes every commit wait for the disk.
            connection.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
            SqliteSchema.CreateOrCheck(connection, Path);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>A connection that only reads.</summary>
    public SqliteConnection OpenReader() => Open(SqliteOpenMode.ReadOnly);

    /// <summary>Runs <paramref name="work"/> with SQLite's errors told as the journal's.</summary>
    public T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException e)
        {
            throw Explain(e);
        }
    }

    /// <summary>What an SQLite error means to someone who has this file.</summary>
    public JournalException Explain(SqliteException e) => new(
        e.SqliteErrorCode switch
        {
            NotADatabase => $"'{Path}' is not a journal: it is no SQLite database.",
            Corrupt => $"'{Path}' is damaged: {e.Message}",
            Busy => $"'{Path}' has been locked by another process for {BusyTimeout.TotalSeconds:0} s.",
            Full => $"'{Path}' cannot grow: the disk is full.",
            CannotOpen when !File.Exists(Path) => $"There is no journal at '{Path}'.",
            _ => $"'{Path}': {e.Message}",
        },
        e);

    private SqliteConnection Open(SqliteOpenMode mode)
    {
        SqliteLibrary.Load();
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = Path,
            Mode = mode,
            Pooling = false, // A pooled handle would outlive the journal and keep its file open.
            DefaultTimeout = (int)BusyTimeout.TotalSeconds,
        }.ToString());
        try
        {
            connection.Open();
            connection.Execute($"PRAGMA busy_timeout = {BusyTimeout.TotalMilliseconds:0}");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
