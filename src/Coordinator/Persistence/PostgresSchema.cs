using System.Data.Common;
using Npgsql;

namespace Orchestrator.Coordinator.Persistence;

/// <summary>The tables, in a schema of their own in a database that may hold other things too.</summary>
internal static class PostgresSchema
{
    private const string Schema = PostgresStore.Schema;

    /// <summary>"ORCJ": the advisory lock under which coordinators that start at once take turns.</summary>
    private const long Lock = 0x4F52434A;

    // In order; the first makes the empty schema one of version 1. Never edit one that was released: append the next.
    // The journal's key is what fences: of two writers that believe to own a sweep, the second to write a number is refused.
    // Ids and metrics sort by byte, as in SQLite. Akka's "ordering" is for queries across entities, which nobody makes here: it has no
    // index.
    private static readonly string[] Migrations =
    [
        $"""
        CREATE TABLE {Schema}.journal (
          ordering bigint GENERATED ALWAYS AS IDENTITY,
          persistence_id text COLLATE "C" NOT NULL,
          sequence_number bigint NOT NULL,
          created bigint NOT NULL,
          deleted boolean NOT NULL,
          manifest text,
          identifier integer,
          tags text,
          message bytea NOT NULL,
          PRIMARY KEY (persistence_id, sequence_number));
        CREATE INDEX journal_ended ON {Schema}.journal (persistence_id) WHERE manifest IN {JournaledSweeps.EndManifests};
        CREATE TABLE {Schema}.snapshot (
          persistence_id text COLLATE "C" NOT NULL,
          sequence_number bigint NOT NULL,
          created bigint NOT NULL,
          manifest text,
          serializer_id integer,
          snapshot bytea,
          PRIMARY KEY (persistence_id, sequence_number));
        CREATE TABLE {Schema}.measurement (
          sweep text COLLATE "C" NOT NULL,
          trial integer NOT NULL,
          fold integer NOT NULL,
          attempt integer NOT NULL,
          epoch integer NOT NULL,
          metric text COLLATE "C" NOT NULL,
          value double precision NOT NULL,
          PRIMARY KEY (sweep, trial, fold, attempt, epoch, metric));
        CREATE TABLE {Schema}.sweep_index (
          sweep text COLLATE "C" PRIMARY KEY,
          submission_key text UNIQUE,
          sequence_number bigint NOT NULL DEFAULT 0,
          ended boolean NOT NULL DEFAULT false,
          summary text);
        CREATE TABLE {Schema}.lease (
          name text PRIMARY KEY,
          owner text NOT NULL,
          until timestamptz NOT NULL) WITH (fillfactor = 50);
        CREATE TABLE {Schema}.coordinator (
          address text PRIMARY KEY,
          api text NOT NULL,
          seen_at timestamptz NOT NULL) WITH (fillfactor = 50);
        CREATE TABLE {Schema}.formation (
          single boolean PRIMARY KEY DEFAULT true CHECK (single),
          address text NOT NULL,
          until timestamptz NOT NULL);
        """,
        $"""
        CREATE TABLE {Schema}.log_line (
          sweep text COLLATE "C" NOT NULL,
          trial integer NOT NULL,
          fold integer NOT NULL,
          attempt integer NOT NULL,
          line integer NOT NULL,
          at bigint NOT NULL,
          text text NOT NULL,
          PRIMARY KEY (sweep, trial, fold, attempt, line));
        """,
    ];

    /// <summary>Brings the database to this release's version. Looks only, and needs no right to create, where it is there
    /// already.</summary>
    /// <exception cref="JournalException">It is of an earlier engine or a newer release.</exception>
    public static async Task<bool> MigrateAsync(NpgsqlConnection connection, string name, CancellationToken ct)
    {
        if (await VersionAsync(connection, ct).ConfigureAwait(false) == Migrations.Length)
        {
            return true;
        }
        await using var transaction = await connection.BeginTransactionAsync(ct).ConfigureAwait(false);
        await connection.ExecuteAsync($"SELECT pg_advisory_xact_lock({Lock})", ct).ConfigureAwait(false);
        var version = await VersionAsync(connection, ct).ConfigureAwait(false);
        if (version > Migrations.Length)
        {
            throw new JournalException(
                $"The journal at {name} has format {version}; this release knows up to {Migrations.Length}. Open it with a newer release.");
        }
        if (version == 0)
        {
            if (await HasMigrationsAsync(connection, "journal", ct).ConfigureAwait(false))
            {
                throw new JournalException(
                    $"The database at {name} holds a journal of an earlier release (schema 'journal'), which this one does not read. "
                    + "Finish and export its sweeps with that release, then drop the schema, or give another database.");
            }
            await connection.ExecuteAsync(
                $"""
                CREATE SCHEMA IF NOT EXISTS {Schema};
                CREATE TABLE IF NOT EXISTS {Schema}.migration (version integer PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now());
                """,
                ct).ConfigureAwait(false);
        }
        for (; version < Migrations.Length; version++)
        {
            await connection.ExecuteAsync($"{Migrations[version]} INSERT INTO {Schema}.migration (version) VALUES ({version + 1})", ct)
                .ConfigureAwait(false);
        }
        await transaction.CommitAsync(ct).ConfigureAwait(false);
        return true;
    }

    /// <summary>The number of migrations that have been applied.</summary>
    private static async Task<int> VersionAsync(DbConnection connection, CancellationToken ct)
    {
        if (!await HasMigrationsAsync(connection, Schema, ct).ConfigureAwait(false))
        {
            return 0;
        }
        var version = await connection.RowsAsync($"SELECT coalesce(max(version), 0) FROM {Schema}.migration", row => row.GetInt32(0), ct)
            .ConfigureAwait(false);
        return version[0];
    }

    // Not to_regclass: it looks into the session's cache, which does not learn from the advisory lock that another session has made the
    // table.
    private static async Task<bool> HasMigrationsAsync(DbConnection connection, string schema, CancellationToken ct) =>
        (await connection.RowsAsync(
        "SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_tables WHERE schemaname = @schema AND tablename = 'migration')",
        row => row.GetBoolean(0),
        ct,
        ("@schema", schema)).ConfigureAwait(false))[0];
}
