using Orchestrator.Servers;

namespace Orchestrator.Actors.Tests.Transport.RabbitMq;

/// <summary>One broker for all the tests of the collection, which run one after the other.</summary>
public sealed class RabbitFixture : IAsyncLifetime
{
    private RabbitServer? _server;

    /// <summary>The broker. Skips the test where there can be none.</summary>
    public RabbitServer Server
    {
        get
        {
            Skip.If(_server is null, RabbitServer.Missing);
            return _server;
        }
    }

    public async Task InitializeAsync()
    {
        if (RabbitServer.Missing is null)
        {
            _server = await RabbitServer.StartAsync();
        }
    }

    public async Task DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}
