using Npgsql;

namespace Orchestrator.Servers.Tests;

public sealed class PostgresServerTests
{
    [SkippableFact]
    public async Task A_committed_row_outlives_a_kill_of_the_server_and_the_server_does_not_outlive_the_test()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        string folder;
        int process;
        await using (var server = await PostgresServer.StartAsync())
        {
            folder = server.Folder;
            var database = await server.CreateDatabaseAsync();
            await ScalarAsync(database, "CREATE TABLE kept AS SELECT 42 AS answer");

            await server.KillAsync();
            await server.RestartAsync();

            (await ScalarAsync(database, "SELECT answer FROM kept")).ShouldBe(42);
            process = server.ProcessId;
        }

        Directory.Exists(folder).ShouldBeFalse();
        Directory.Exists($"/proc/{process}").ShouldBeFalse();
    }

    [SkippableFact]
    public async Task Nobody_gets_in_without_the_password()
    {
        Skip.If(PostgresServer.Missing is not null, PostgresServer.Missing);
        await using var server = await PostgresServer.StartAsync();
        var anonymous = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Password = null }.ConnectionString;
        await Should.ThrowAsync<NpgsqlException>(() => ScalarAsync(anonymous, "SELECT 1"));
    }

    private static async Task<object?> ScalarAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
