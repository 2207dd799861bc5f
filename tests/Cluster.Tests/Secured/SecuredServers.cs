using Orchestrator.Servers;

namespace Orchestrator.Cluster.Tests.Secured;

/// <summary>A database that takes nothing but TLS, under an authority of the tests' own.</summary>
public sealed class SecuredServers : IAsyncLifetime
{
    public PrivateAuthority Authority { get; } = new();

    public PostgresServer? Database { get; private set; }

    public async Task InitializeAsync()
    {
        if (PostgresServer.Missing is null)
        {
            Database = await PostgresServer.StartAsync(Authority);
        }
    }

    public async Task DisposeAsync()
    {
        if (Database is not null)
        {
            await Database.DisposeAsync();
        }
        Authority.Dispose();
    }

    /// <summary>Skips the test where there is no PostgreSQL.</summary>
    public void Require() => Skip.If(Database is null, PostgresServer.Missing);
}
