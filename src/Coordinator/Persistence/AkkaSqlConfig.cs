using System.Text.Json;
using Akka.Persistence.Sql;

namespace Orchestrator.Coordinator.Persistence;

/// <summary>The settings of Akka.Persistence.Sql, with the reasons.</summary>
internal static class AkkaSqlConfig
{
    /// <summary>Name of the snapshot store of a cluster's shards.</summary>
    public const string Shards = "sql-of-shards";

    /// <param name="provider">Linq2db's name of it.</param>
    /// <param name="connectionString">Opens the database.</param>
    /// <param name="schema">Of the tables; null = the database has none.</param>
    /// <param name="parallelism">Writes that are under way at once.</param>
    /// <param name="withShards">Whether the shards of a cluster keep snapshots too.</param>
    /// <param name="more">Further settings.</param>
    public static string Create(string provider, string connectionString, string? schema, int parallelism, bool withShards = false, string more = "")
    {
        var common =
            $$"""
            connection-string = {{Quoted(connectionString)}}
            provider-name = "{{provider}}"
            default.schema-name = {{(schema is null ? "null" : Quoted(schema))}}
            """;

        // auto-initialize: it alters tables at each start, and waits for every transaction that is open. PrepareAsync makes them.
        // batch-size: what is written together shares a wait for the disk. Tags: none; a table of them is written row by row.
        // A breaker that closes again soon: a journal that hung for a while is tried again.
        // snapshot-is-optional: one of another build is passed over, and all events are replayed. Not so for the shards, which delete theirs.
        return $$"""
            {{Defaults("persistence.conf")}}
            {{SweepEventSerializer.Hocon}}
            akka.persistence.journal.plugin = "akka.persistence.journal.sql"
            akka.persistence.journal.sql {
              {{common}}
              auto-initialize = off
              parallelism = {{parallelism}}
              batch-size = 400
              tag-write-mode = Csv
              default.journal.use-writer-uuid-column = off
              circuit-breaker { max-failures = 3, call-timeout = 5s, reset-timeout = 1s }
            }
            akka.persistence.query.journal.sql {
              {{common}}
              tag-read-mode = Csv
              write-plugin = "akka.persistence.journal.sql"
            }
            akka.persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.sql"
            {{SnapshotStore("sql", common, optional: true)}}
            {{(withShards ? SnapshotStore(Shards, common, optional: false) : "")}}
            {{more}}
            """;
    }

    // Each store with its own copy of the plugin's defaults: a reference to another part of the configuration is lost when configurations are joined.
    private static string SnapshotStore(string name, string common, bool optional)
    {
        var (defaults, key) = (Defaults("snapshot.conf"), "sql {");
        var at = defaults.IndexOf(key, StringComparison.Ordinal);
        return $$"""
            {{defaults[..at]}}{{name}} {{{defaults[(at + key.Length)..]}}
            akka.persistence.snapshot-store.{{name}} {
              {{common}}
              plugin-id = "akka.persistence.snapshot-store.{{name}}"
              auto-initialize = off
              snapshot-is-optional = {{(optional ? "on" : "off")}}
              circuit-breaker { max-failures = 3, call-timeout = 5s, reset-timeout = 1s }
            }
            """;
    }

    /// <summary>A HOCON string: quoted as in JSON.</summary>
    public static string Quoted(string text) => JsonSerializer.Serialize(text);

    // As text, for a configuration that was parsed cannot be told as text again.
    private static string Defaults(string resource)
    {
        var assembly = typeof(SqlPersistence).Assembly;
        using var reader = new StreamReader(assembly.GetManifestResourceStream($"{assembly.GetName().Name}.{resource}")
            ?? throw new InvalidOperationException($"Akka.Persistence.Sql has no '{resource}' any more."));
        return reader.ReadToEnd();
    }
}
