using System.Runtime.CompilerServices;

namespace Orchestrator.Journal.Sqlite;

/// <summary>A journal in one SQLite file, for one machine: no server, and any number of processes that read while one writes.</summary>
/// <remarks>
/// Write-ahead log with <c>synchronous = FULL</c>: what was acknowledged survives <c>kill -9</c> and the loss of power. Concurrent
/// writes share a commit. The file must lie on a local disk: the log's shared memory does not reach across a network file system.
/// </remarks>
public sealed class SqliteJournal : IJournal
{
    private readonly string path;
    private readonly SqliteReads reads;
    private readonly SqliteWriter? writer;
    private bool disposed;

    private SqliteJournal(SqliteFile file, SqliteWriter? writer)
    {
        path = file.Path;
        reads = new SqliteReads(file);
        this.writer = writer;
    }

    /// <summary>The version of the system's SQLite.</summary>
    /// <exception cref="JournalException">The system has none.</exception>
    public static string LibraryVersion
    {
        get
        {
            SqliteLibrary.Load();
            return SQLitePCL.raw.sqlite3_libversion().utf8_to_string();
        }
    }

    /// <summary>Opens a journal to read and write; creates it, and its directory, where there is none.</summary>
    /// <exception cref="JournalException">The file cannot be opened, is no journal, is damaged, or is of a newer release.</exception>
    public static SqliteJournal Open(string path)
    {
        var file = new SqliteFile(path);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file.Path)!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new JournalException($"'{file.Path}' cannot be created: {e.Message}", e);
        }

        return new SqliteJournal(file, new SqliteWriter(file));
    }

    /// <summary>Opens an existing journal to read, also while another process writes to it. Writes throw <see cref="InvalidOperationException"/>.</summary>
    /// <exception cref="JournalException">There is no such file, or it is no journal, is damaged, or is of a newer release.</exception>
    public static SqliteJournal OpenReadOnly(string path)
    {
        var journal = new SqliteJournal(new SqliteFile(path), writer: null);
        journal.reads.Check();
        return journal;
    }

    /// <inheritdoc />
    public ValueTask<long> ClaimAsync(string persistenceId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(persistenceId);
        return Write(writes => writes.Claim(persistenceId), cancellationToken);
    }

    /// <inheritdoc />
    public ValueTask<long> AppendAsync(
        string persistenceId,
        long expectedSequenceNr,
        long ownerEpoch,
        IReadOnlyList<JournalEvent> events,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(persistenceId);
        ArgumentNullException.ThrowIfNull(events);
        return Write(writes => writes.Append(persistenceId, expectedSequenceNr, ownerEpoch, events), cancellationToken);
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<JournalRecord> ReadAsync(
        string persistenceId,
        long fromSequenceNr = 1,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(persistenceId);
        ArgumentOutOfRangeException.ThrowIfLessThan(fromSequenceNr, 1);
        List<JournalRecord> page;
        do
        {
            page = await Read(() => reads.Page(persistenceId, fromSequenceNr), cancellationToken);
            foreach (var record in page) yield return record;
            fromSequenceNr += page.Count;
        }
        while (page.Count == SqliteReads.PageSize);
    }

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<string>> PersistenceIdsAsync(CancellationToken cancellationToken = default) =>
        await Read(reads.PersistenceIds, cancellationToken);

    /// <inheritdoc />
    public async ValueTask SaveSnapshotAsync(
        string persistenceId, long sequenceNr, string manifest, string json, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(persistenceId);
        ArgumentOutOfRangeException.ThrowIfLessThan(sequenceNr, 1);
        var snapshot = new Snapshot(persistenceId, sequenceNr, manifest, json);
        await Write(writes => writes.SaveSnapshot(snapshot), cancellationToken);
    }

    /// <inheritdoc />
    public ValueTask<JournalRecord?> ReadLastAsync(string persistenceId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(persistenceId);
        return Read(() => reads.Last(persistenceId), cancellationToken);
    }

    /// <inheritdoc />
    public ValueTask<Snapshot?> LoadSnapshotAsync(string persistenceId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(persistenceId);
        return Read(() => reads.Snapshot(persistenceId), cancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask AppendMeasurementsAsync(IReadOnlyList<MeasurementRow> rows, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Count == 0) return;
        await Write(writes => writes.AppendMeasurements(rows), cancellationToken);
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<MeasurementRow> ReadMeasurementsAsync(
        string persistenceId, int? trial = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(persistenceId);
        var next = trial ?? await Read(() => reads.NextTrial(persistenceId, int.MinValue), cancellationToken);
        while (next is { } current)
        {
            foreach (var row in await Read(() => reads.Measurements(persistenceId, current), cancellationToken)) yield return row;
            next = trial is null && current < int.MaxValue
                ? await Read(() => reads.NextTrial(persistenceId, current + 1), cancellationToken)
                : null;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (disposed) return;
        disposed = true;
        if (writer is not null) await writer.DisposeAsync();
    }

    private ValueTask Write(Action<SqliteWrites> write, CancellationToken cancellationToken) =>
        new(Write(writes => { write(writes); return true; }, cancellationToken).AsTask());

    private ValueTask<T> Write<T>(Func<SqliteWrites, T> write, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        return writer is null
            ? throw new InvalidOperationException($"The journal '{path}' was opened read-only.")
            : new(writer.WriteAsync(write, cancellationToken));
    }

    /// <summary>Reads come from the page cache as a rule: handing them to another thread would cost more than they do.</summary>
    private ValueTask<T> Read<T>(Func<T> read, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(read());
    }
}
