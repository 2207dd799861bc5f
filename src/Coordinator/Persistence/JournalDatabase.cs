using Akka.Actor.Setup;

namespace Orchestrator.Coordinator.Persistence;

/// <summary>The database of a coordinator: the journal and snapshots that Akka.Persistence writes, the measurements, the index of
/// sweeps.</summary>
/// <remarks>
/// <para>Call <see cref="PrepareAsync"/> once, before the actor system starts with <see cref="AkkaConfig"/>: Akka creates no tables.
/// Dispose it after the actor system has ended.</para>
/// <para>All members may be called concurrently. Whatever fails because of the store is a <see cref="JournalException"/> that names it;
/// after the store has come back, the same object works again.</para>
/// </remarks>
public abstract class JournalDatabase : IAsyncDisposable
{
    private protected JournalDatabase(SqlStore store)
    {
        Store = store;
        Measurements = new MeasurementStore(store);
        Logs = new LogStore(store);
        Sweeps = new SweepQueries(store, Measurements);
        Index = new SweepIndex(store);
    }

    /// <summary>HOCON of the journal and the snapshot store, complete: the plugin's own defaults, ours, and the binding of <see
    /// cref="SweepEventSerializer"/>.</summary>
    public abstract string AkkaConfig { get; }

    /// <summary>What cannot be said in <see cref="AkkaConfig"/>; null = nothing.</summary>
    public virtual Setup? AkkaSetup => null;

    /// <summary>What the sweeps measured.</summary>
    public MeasurementStore Measurements { get; }

    /// <summary>What workers printed.</summary>
    public LogStore Logs { get; }

    /// <summary>What happened to the sweeps.</summary>
    public SweepQueries Sweeps { get; }

    /// <summary>Which sweeps there are.</summary>
    public SweepIndex Index { get; }

    internal SqlStore Store { get; }

    /// <summary>One SQLite file, for one machine: one process writes, any number read meanwhile.</summary>
    /// <param name="file">On a local disk: the write-ahead log's shared memory does not reach across a network file system.</param>
    /// <param name="readOnly">Opens an existing file to read, also one that cannot be written. Writes throw <see
    /// cref="InvalidOperationException"/>.</param>
    public static JournalDatabase Sqlite(string file, bool readOnly = false) => new SqliteJournalDatabase(new SqliteStore(file, readOnly));

    /// <summary>A PostgreSQL database (15 or later), for any number of coordinators. The tables lie in a schema of their own,
    /// <c>orchestrator</c>.</summary>
    /// <param name="connectionString">Npgsql's. Pooling and keep-alive are set here.</param>
    public static JournalDatabase Postgres(string connectionString) => Postgres(connectionString, PostgresStore.DefaultRetryTime);

    /// <param name="retryFor">For how long a read, or a write that may be repeated, is tried again while the server is away.</param>
    internal static JournalDatabase Postgres(string connectionString, TimeSpan retryFor) =>
        new PostgresJournalDatabase(new PostgresStore(connectionString, retryFor, TimeProvider.System));

    /// <summary>Creates the tables, or brings them to this release's version. A database opened to read is only looked at.</summary>
    /// <exception cref="JournalException">It cannot be opened, is something else, is damaged, or was written by an earlier engine or a
    /// newer release.</exception>
    public abstract Task PrepareAsync(CancellationToken ct = default);

    /// <summary>Waits for the writes under way, and lets go of the database.</summary>
    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }
}

/// <summary>The store failed: it cannot be opened, read or written. The message names the store.</summary>
public class JournalException : Exception
{
    /// <summary>A failure of the store.</summary>
    public JournalException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
