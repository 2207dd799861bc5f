using Npgsql;

namespace Orchestrator.Journal.Postgres;

/// <summary>The tables of a journal, in the schema <c>journal</c> of a database that may hold other things too.</summary>
internal static class PostgresSchema
{
    /// <summary>"ORCJ": the advisory lock under which journals that open at once take turns.</summary>
    private const long Lock = 0x4F52434A;

    /// <summary>Receipts are asked for within the time for retries.</summary>
    private const string ForgetReceipts = "DELETE FROM journal.receipt WHERE at < now() - interval '30 days'";

    // In order; the first brings an empty database to version 1. Never edit one that was released: append the next.
    // Rows point to entities by a short number, and without foreign keys: entities are never deleted, and a check for every
    // measurement would cost more than storing it. The metric and the id sort by byte, as in the other stores.
    private static readonly string[] Migrations =
    [
        """
        CREATE TABLE journal.entity (
          id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
          persistence_id text COLLATE "C" NOT NULL UNIQUE,
          owner_epoch bigint NOT NULL DEFAULT 0,
          sequence_nr bigint NOT NULL DEFAULT 0) WITH (fillfactor = 50);
        CREATE TABLE journal.event (
          entity bigint NOT NULL,
          sequence_nr bigint NOT NULL,
          owner_epoch bigint NOT NULL,
          at bigint NOT NULL,
          manifest text NOT NULL,
          json text NOT NULL,
          PRIMARY KEY (entity, sequence_nr));
        COMMENT ON COLUMN journal.event.at IS 'in units of 100 ns since 0001-01-01 UTC';
        CREATE TABLE journal.receipt (
          writer uuid PRIMARY KEY,
          batch bigint NOT NULL,
          at timestamptz NOT NULL DEFAULT now()) WITH (fillfactor = 50);
        CREATE TABLE journal.snapshot (
          entity bigint PRIMARY KEY,
          sequence_nr bigint NOT NULL,
          manifest text NOT NULL,
          json text NOT NULL);
        CREATE TABLE journal.measurement (
          entity bigint NOT NULL,
          trial integer NOT NULL,
          fold integer NOT NULL,
          attempt integer NOT NULL,
          epoch integer NOT NULL,
          metric text COLLATE "C" NOT NULL,
          value double precision NOT NULL,
          PRIMARY KEY (entity, trial, fold, attempt, epoch, metric));
        """,
    ];

    /// <summary>Brings the database to this release's version. Looks only, and needs no right to create, where it is there already.</summary>
    /// <exception cref="JournalException">The journal is of a newer release.</exception>
    public static async Task<bool> MigrateAsync(NpgsqlConnection connection, string name)
    {
        if (await VersionAsync(connection) == Migrations.Length)
        {
            await ExecuteAsync(connection, ForgetReceipts);
            return true;
        }

        await using var transaction = await connection.BeginTransactionAsync();
        await ExecuteAsync(connection, $"SELECT pg_advisory_xact_lock({Lock})");
        await ExecuteAsync(
            connection,
            """
            CREATE SCHEMA IF NOT EXISTS journal;
            CREATE TABLE IF NOT EXISTS journal.migration (version integer PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now());
            """);
        var version = await VersionAsync(connection);
        if (version > Migrations.Length)
        {
            throw new JournalException(
                $"The journal at {name} has format {version}; this release knows up to {Migrations.Length}. Open it with a newer release.");
        }

        for (; version < Migrations.Length; version++)
        {
            await ExecuteAsync(connection, $"{Migrations[version]} INSERT INTO journal.migration (version) VALUES ({version + 1})");
        }

        await transaction.CommitAsync();
        return true;
    }

    /// <summary>The number of migrations that have been applied.</summary>
    private static async Task<int> VersionAsync(NpgsqlConnection connection)
    {
        await using var exists = new NpgsqlCommand("SELECT to_regclass('journal.migration') IS NOT NULL", connection);
        if (!(bool)(await exists.ExecuteScalarAsync())!) return 0;
        await using var version = new NpgsqlCommand("SELECT coalesce(max(version), 0) FROM journal.migration", connection);
        return (int)(await version.ExecuteScalarAsync())!;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
