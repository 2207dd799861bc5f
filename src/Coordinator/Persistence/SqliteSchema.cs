using Microsoft.Data.Sqlite;

namespace Orchestrator.Coordinator.Persistence;

/// <summary>The tables of a journal file, and the checks that a file is one.</summary>
internal static class SqliteSchema
{
    /// <summary>"ORCJ": stands in <c>application_id</c>, so that other programs' databases are not mistaken for journals.</summary>
    private const long ApplicationId = 0x4F52434A;

    /// <summary>The format of the engine before this one stands as 1 in <c>user_version</c>, with tables of its own.</summary>
    private const long OldFormat = 1;

    /// <summary>The oldest format that can be read as it is: what came later are tables of their own.</summary>
    private const long OldestRead = 2;

    // In order; the first makes an empty file one of format 2. Never edit one that was released: append the next.
    // Histories are clustered by their key: replay is one range scan. Akka's "ordering" is for queries across entities, which nobody
    // makes here. A NaN measurement is NULL, for SQLite has no NaN.
    private static readonly string[] Migrations =
    [
        $"""
        CREATE TABLE journal (
          persistence_id TEXT NOT NULL,
          sequence_number INTEGER NOT NULL,
          ordering INTEGER NOT NULL DEFAULT 0,
          created INTEGER NOT NULL,
          deleted INTEGER NOT NULL,
          manifest TEXT,
          identifier INTEGER,
          tags TEXT,
          message BLOB NOT NULL,
          PRIMARY KEY (persistence_id, sequence_number)) WITHOUT ROWID;
        CREATE INDEX journal_ended ON journal (persistence_id) WHERE manifest IN {JournaledSweeps.EndManifests};
        CREATE TABLE snapshot (
          persistence_id TEXT NOT NULL,
          sequence_number INTEGER NOT NULL,
          created INTEGER NOT NULL,
          manifest TEXT,
          serializer_id INTEGER,
          snapshot BLOB,
          PRIMARY KEY (persistence_id, sequence_number));
        CREATE TABLE measurement (
          sweep TEXT NOT NULL,
          trial INTEGER NOT NULL,
          fold INTEGER NOT NULL,
          attempt INTEGER NOT NULL,
          epoch INTEGER NOT NULL,
          metric TEXT NOT NULL,
          value REAL,
          PRIMARY KEY (sweep, trial, fold, attempt, epoch, metric)) WITHOUT ROWID;
        CREATE TABLE sweep_index (
          sweep TEXT PRIMARY KEY,
          submission_key TEXT UNIQUE,
          sequence_number INTEGER NOT NULL DEFAULT 0,
          ended INTEGER NOT NULL DEFAULT 0,
          summary TEXT) WITHOUT ROWID;
        """,
        """
        CREATE TABLE log_line (
          sweep TEXT NOT NULL,
          trial INTEGER NOT NULL,
          fold INTEGER NOT NULL,
          attempt INTEGER NOT NULL,
          line INTEGER NOT NULL,
          at INTEGER NOT NULL,
          text TEXT NOT NULL,
          PRIMARY KEY (sweep, trial, fold, attempt, line)) WITHOUT ROWID;
        """,
    ];

    private static long Newest => OldFormat + Migrations.Length;

    /// <summary>Brings a file to this release's format, in one transaction, so that processes may race to create one.</summary>
    /// <exception cref="JournalException">It is none of ours, or cannot be made durable.</exception>
    public static void Prepare(SqliteConnection connection, string path)
    {
        CheckUnlessEmpty(connection, path); // before another program's file is touched

        // Kept in the file: readers then read while a coordinator writes.
        if (connection.Scalar("PRAGMA journal_mode = WAL") is not "wal")
        {
            throw new JournalException($"'{path}' cannot have a write-ahead log on this file system.");
        }
        connection.Execute("BEGIN IMMEDIATE");
        CheckUnlessEmpty(connection, path);
        var version = Math.Max(OldFormat, connection.Number("PRAGMA user_version"));
        foreach (var migration in Migrations.Skip((int)(version - OldFormat)))
        {
            connection.Execute(migration);
        }
        connection.Execute($"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Newest}; COMMIT");
    }

    /// <exception cref="JournalException">The file is no journal, or one that only another release reads.</exception>
    public static void Check(SqliteConnection connection, string path) => Check(connection, path, OldestRead);

    private static void Check(SqliteConnection connection, string path, long oldest)
    {
        if (connection.Number("PRAGMA application_id") != ApplicationId)
        {
            throw new JournalException($"'{path}' is an SQLite database, but not a journal.");
        }
        switch (connection.Number("PRAGMA user_version"))
        {
            case OldFormat:
                throw new JournalException($"'{path}' was written by an earlier release, whose format this one does not read. "
                    + "Finish and export its sweeps with that release, or move the file away to begin a new journal.");
            case var version when version > Newest:
                throw new JournalException(
                    $"'{path}' has journal format {version}; this release reads up to {Newest}. Open it with a newer release.");
            case var version when version < oldest:
                throw new JournalException(
                    $"'{path}' has journal format {version}; this release reads {Newest}. "
                    + "Open it once to write, which brings it up to date.");
        }
    }

    private static void CheckUnlessEmpty(SqliteConnection connection, string path)
    {
        if (connection.Number("PRAGMA user_version") != 0 || connection.Number("SELECT count(*) FROM sqlite_master") != 0)
        {
            Check(connection, path, OldFormat + 1);
        }
    }
}
