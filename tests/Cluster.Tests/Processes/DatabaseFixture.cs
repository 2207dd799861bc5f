using Orchestrator.Servers;

namespace Orchestrator.Cluster.Tests.Processes;

/// <summary>A PostgreSQL server of the tests' own, on a private port.</summary>
public sealed class DatabaseFixture : IAsyncLifetime
{
    public PostgresServer? Server { get; private set; }

    public async Task InitializeAsync()
    {
        if (PostgresServer.Missing is null)
        {
            Server = await PostgresServer.StartAsync();
        }
    }

    public async Task DisposeAsync()
    {
        if (Server is not null)
        {
            await Server.DisposeAsync();
        }
    }

    /// <summary>Skips the test where there is no PostgreSQL.</summary>
    public PostgresServer Require()
    {
        Skip.If(Server is null, PostgresServer.Missing);
        return Server!;
    }
}
