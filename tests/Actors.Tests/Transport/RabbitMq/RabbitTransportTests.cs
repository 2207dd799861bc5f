using Orchestrator.Actors.Transport;
using Orchestrator.Actors.Transport.RabbitMq;

namespace Orchestrator.Actors.Tests.Transport.RabbitMq;

[Collection(nameof(RabbitCollection))]
public sealed class RabbitTransportTests(RabbitFixture fixture) : TransportConformance
{
    private readonly Dictionary<ITransport, Cable> _cables = [];

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        foreach (var cable in _cables.Values)
        {
            await cable.DisposeAsync();
        }
    }

    protected override async ValueTask<ITransport> ConnectAsync()
    {
        var cable = new Cable(fixture.Server.Port);
        var transport = await RabbitTransport.ConnectAsync(new RabbitOptions
        {
            Uri = new UriBuilder(fixture.Server.Uri) { Port = cable.Port }.Uri,
            PresenceProbe = TimeSpan.FromMilliseconds(200),
        });
        _cables.Add(transport, cable);
        return transport;
    }

    /// <summary>To the broker, a killed process is one whose sockets its system has closed.</summary>
    protected override ValueTask KillAsync(ITransport connection)
    {
        _cables[connection].Cut();
        return ValueTask.CompletedTask;
    }
}
