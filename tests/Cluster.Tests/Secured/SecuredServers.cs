using Orchestrator.Servers;

namespace Orchestrator.Cluster.Tests.Secured;

/// <summary>A broker that demands certificates and a database that takes nothing but TLS, under an authority of the tests' own.</summary>
public sealed class SecuredServers : IAsyncLifetime
{
    public PrivateAuthority Authority { get; } = new();

    public RabbitServer? Broker { get; private set; }

    public PostgresServer? Database { get; private set; }

    public static string? Missing => RabbitServer.Missing ?? PostgresServer.Missing;

    public async Task InitializeAsync()
    {
        if (Missing is not null) return;
        Broker = await RabbitServer.StartAsync(Authority);
        Database = await PostgresServer.StartAsync(Authority);
    }

    public async Task DisposeAsync()
    {
        if (Broker is not null) await Broker.DisposeAsync();
        if (Database is not null) await Database.DisposeAsync();
        Authority.Dispose();
    }
}
