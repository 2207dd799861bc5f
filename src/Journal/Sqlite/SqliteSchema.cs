using Microsoft.Data.Sqlite;

namespace Orchestrator.Journal.Sqlite;

/// <summary>The tables of a journal file, and the checks that a file is one.</summary>
internal static class SqliteSchema
{
    /// <summary>Stands in <c>user_version</c>. Raise it with every change, and migrate older files in <see cref="CreateOrCheck"/>.</summary>
    private const long Version = 1;

    /// <summary>"ORCJ": stands in <c>application_id</c>, so that other programs' databases are not mistaken for journals.</summary>
    private const long ApplicationId = 0x4F52434A;

    // Histories are clustered by (entity, sequence number): replay is one range scan. A NaN measurement is NULL, for SQLite has no NaN.
    private const string Tables =
        """
        CREATE TABLE entity (
          id INTEGER PRIMARY KEY,
          persistence_id TEXT NOT NULL UNIQUE,
          owner_epoch INTEGER NOT NULL DEFAULT 0,
          sequence_nr INTEGER NOT NULL DEFAULT 0);
        CREATE TABLE event (
          entity INTEGER NOT NULL REFERENCES entity,
          sequence_nr INTEGER NOT NULL,
          owner_epoch INTEGER NOT NULL,
          at TEXT NOT NULL,
          manifest TEXT NOT NULL,
          json TEXT NOT NULL,
          PRIMARY KEY (entity, sequence_nr)) WITHOUT ROWID;
        CREATE TABLE snapshot (
          entity INTEGER PRIMARY KEY REFERENCES entity,
          sequence_nr INTEGER NOT NULL,
          manifest TEXT NOT NULL,
          json TEXT NOT NULL);
        CREATE TABLE measurement (
          entity INTEGER NOT NULL REFERENCES entity,
          trial INTEGER NOT NULL,
          fold INTEGER NOT NULL,
          attempt INTEGER NOT NULL,
          epoch INTEGER NOT NULL,
          metric TEXT NOT NULL,
          value REAL,
          PRIMARY KEY (entity, trial, fold, attempt, epoch, metric)) WITHOUT ROWID;
        """;

    /// <summary>Creates the tables in an empty file, in one transaction, so that processes may race to create one.</summary>
    public static void CreateOrCheck(SqliteConnection connection, string path)
    {
        if (IsEmpty(connection))
        {
            connection.Execute("BEGIN IMMEDIATE");
            if (IsEmpty(connection))
            {
                connection.Execute($"{Tables} PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Version};");
            }

            connection.Execute("COMMIT");
        }

        Check(connection, path);
    }

    /// <exception cref="JournalException">The file is no journal, or one of a newer release.</exception>
    public static void Check(SqliteConnection connection, string path)
    {
        if (connection.Number("PRAGMA application_id") != ApplicationId)
        {
            throw new JournalException($"'{path}' is an SQLite database, but not a journal.");
        }

        var version = connection.Number("PRAGMA user_version");
        if (version > Version)
        {
            throw new JournalException(
                $"'{path}' has journal format {version}; this release reads up to {Version}. Open it with a newer release.");
        }
    }

    private static bool IsEmpty(SqliteConnection connection) =>
        connection.Number("PRAGMA user_version") == 0 && connection.Number("SELECT count(*) FROM sqlite_master") == 0;
}
