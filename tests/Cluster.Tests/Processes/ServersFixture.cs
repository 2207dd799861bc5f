using Orchestrator.Servers;

namespace Orchestrator.Cluster.Tests.Processes;

/// <summary>A broker and a database of the tests' own, on private ports.</summary>
public sealed class ServersFixture : IAsyncLifetime
{
    public RabbitServer? Broker { get; private set; }

    public PostgresServer? Database { get; private set; }

    public async Task InitializeAsync()
    {
        if (RabbitServer.Missing is not null || PostgresServer.Missing is not null) return;
        Broker = await RabbitServer.StartAsync();
        Database = await PostgresServer.StartAsync();
    }

    public async Task DisposeAsync()
    {
        if (Broker is not null) await Broker.DisposeAsync();
        if (Database is not null) await Database.DisposeAsync();
    }
}
