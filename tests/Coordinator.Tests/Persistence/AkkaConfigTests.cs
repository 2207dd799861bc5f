using Akka.Configuration;
using Orchestrator.Coordinator.Persistence;

namespace Orchestrator.Coordinator.Tests.Persistence;

public sealed class AkkaConfigTests
{
    [Fact]
    public async Task Every_plugin_is_complete_and_nothing_in_a_connection_string_breaks_out_of_it()
    {
        const string Password = "a\"b\\c ${akka.loglevel} } # // 'd;e";
        await using var database = JournalDatabase.Postgres(new Npgsql.NpgsqlConnectionStringBuilder
        {
            Host = "nowhere",
            Username = "u",
            Password = Password
        }.ConnectionString);
        var config = ConfigurationFactory.ParseString(database.AkkaConfig);
        foreach (var (plugin, optional) in ((string, bool?)[])[("journal.sql", null), ("snapshot-store.sql", true),
            ("snapshot-store.sql-of-shards", false)])
        {
            var settings = config.GetConfig($"akka.persistence.{plugin}");
            settings.GetString("class").ShouldContain("Akka.Persistence.Sql");
            settings.GetString("plugin-id").ShouldBe($"akka.persistence.{plugin}");
            settings.GetString("default.schema-name").ShouldBe("orchestrator");
            settings.GetBoolean("auto-initialize").ShouldBeFalse();
            if (optional is { } skips)
            {
                settings.GetBoolean("snapshot-is-optional").ShouldBe(skips);
            }
            var connection = new Npgsql.NpgsqlConnectionStringBuilder(settings.GetString("connection-string"));
            connection.Password.ShouldBe(Password);
            connection.TcpKeepAlive.ShouldBeTrue();
            connection.Options!.ShouldContain("idle_in_transaction_session_timeout=3000");
        }
        config.GetConfig(PostgresLease.ConfigPath).GetTimeSpan("heartbeat-timeout").ShouldBe(TimeSpan.FromSeconds(4));
    }

    [Fact]
    public async Task One_file_has_one_writer_and_no_schema()
    {
        await using var database = JournalDatabase.Sqlite("/nowhere/journal.db");
        var config = ConfigurationFactory.ParseString(database.AkkaConfig);
        config.GetInt("akka.persistence.journal.sql.parallelism").ShouldBe(1);
        config.GetString("akka.persistence.journal.sql.default.schema-name").ShouldBeNull();
        config.HasPath(PostgresLease.ConfigPath).ShouldBeFalse();
    }
}
