using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Akka.Persistence.Sql;

namespace Orchestrator.Coordinator.Persistence;

/// <summary>The settings of Akka.Persistence.Sql, with the reasons.</summary>
internal static class AkkaSqlConfig
{
    private const string StoreOfShards = "sql-of-shards";

    /// <param name="provider">Linq2db's name of it.</param>
    /// <param name="connectionString">Opens the database.</param>
    /// <param name="schema">Of the tables; null = the database has none.</param>
    /// <param name="parallelism">Writes that are under way at once.</param>
    /// <param name="patience">How long a call may take before it counts as failed.</param>
    public static string Create(string provider, string connectionString, string? schema, int parallelism, TimeSpan patience)
    {
        var common =
            $$"""
            connection-string = {{Quoted(connectionString)}}
            provider-name = "{{provider}}"
            default.schema-name = {{(schema is null ? "null" : Quoted(schema))}}
            """;

        // A breaker that closes again soon: a journal that hung for a while is tried again.
        var breaker = string.Create(CultureInfo.InvariantCulture,
            $"circuit-breaker {{ max-failures = 3, call-timeout = {patience.TotalSeconds}s, reset-timeout = 1s }}");

        // auto-initialize: it alters tables at each start, and waits for every transaction that is open. PrepareAsync makes them.
        // batch-size: what is written together shares a wait for the disk. Tags: none; a table of them is written row by row.
        // snapshot-is-optional: one of another build is passed over, and all events are replayed. Not so for the shards, which delete the
        // events that a snapshot stands for: they have the same table under another plugin's name.
        return $$"""
            {{Defaults("persistence.conf")}}
            {{Defaults("snapshot.conf")}}
            {{Defaults("snapshot.conf", StoreOfShards)}}
            {{SweepEventSerializer.Hocon}}
            akka.persistence.journal.plugin = "akka.persistence.journal.sql"
            akka.persistence.journal.sql {
              {{common}}
              auto-initialize = off
              parallelism = {{parallelism}}
              batch-size = 400
              tag-write-mode = Csv
              default.journal.use-writer-uuid-column = off
              {{breaker}}
            }
            akka.persistence.query.journal.sql {
              {{common}}
              tag-read-mode = Csv
              write-plugin = "akka.persistence.journal.sql"
            }
            akka.persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.sql"
            akka.persistence.snapshot-store.sql {
              {{common}}
              auto-initialize = off
              snapshot-is-optional = on
              {{breaker}}
            }
            akka.persistence.snapshot-store.{{StoreOfShards}} {
              {{common}}
              plugin-id = "akka.persistence.snapshot-store.{{StoreOfShards}}"
              auto-initialize = off
              snapshot-is-optional = off
              {{breaker}}
            }
            akka.cluster.sharding.journal-plugin-id = "akka.persistence.journal.sql"
            akka.cluster.sharding.snapshot-plugin-id = "akka.persistence.snapshot-store.{{StoreOfShards}}"
            """;
    }

    /// <summary>A HOCON string: quoted as in JSON.</summary>
    public static string Quoted(string text) => JsonSerializer.Serialize(text);

    // As text, for a configuration that was parsed cannot be told as text again; and under another plugin's name by its text, for what
    // HOCON substitutes is lost when a part of it is overridden.
    private static string Defaults(string resource, string plugin = "sql")
    {
        var assembly = typeof(SqlPersistence).Assembly;
        using var reader = new StreamReader(assembly.GetManifestResourceStream($"{assembly.GetName().Name}.{resource}")
            ?? throw new InvalidOperationException($"Akka.Persistence.Sql has no '{resource}' any more."));
        return new Regex(@"^\s*sql \{", RegexOptions.Multiline).Replace(reader.ReadToEnd(), $"{plugin} {{", 1);
    }
}
