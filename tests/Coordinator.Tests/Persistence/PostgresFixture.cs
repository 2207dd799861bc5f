using Orchestrator.Coordinator.Persistence;
using Orchestrator.Servers;

namespace Orchestrator.Coordinator.Tests.Persistence;

/// <summary>One server for all the tests of the collection, which run one after the other; each has a database of its own.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private PostgresServer? server;

    /// <summary>The server. Skips the test where there can be none.</summary>
    public PostgresServer Server
    {
        get
        {
            Skip.If(server is null, PostgresServer.Missing);
            return server;
        }
    }

    /// <summary>What connects to a new database with all tables.</summary>
    public async Task<string> PrepareAsync()
    {
        var connectionString = await Server.CreateDatabaseAsync();
        await using var database = JournalDatabase.Postgres(connectionString);
        await database.PrepareAsync();
        return connectionString;
    }

    public async Task InitializeAsync()
    {
        if (PostgresServer.Missing is null)
        {
            server = await PostgresServer.StartAsync();
        }
    }

    public async Task DisposeAsync()
    {
        if (server is not null)
        {
            await server.DisposeAsync();
        }
    }
}
