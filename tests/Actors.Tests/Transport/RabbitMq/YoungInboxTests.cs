using System.Threading.Channels;
using Orchestrator.Actors.Transport;
using Orchestrator.Actors.Transport.RabbitMq;
using Orchestrator.Servers;

namespace Orchestrator.Actors.Tests.Transport.RabbitMq;

/// <summary>A single broker that is killed within the first second of a quorum queue may forget half of what the queue is.</summary>
public sealed class YoungInboxTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [SkippableFact]
    public async Task An_inbox_whose_broker_dies_as_soon_as_it_is_there_serves_again()
    {
        Skip.IfNot(RabbitServer.Missing is null, RabbitServer.Missing);
        await using var server = await RabbitServer.StartAsync();
        await using var sender = await RabbitTransport.ConnectAsync(new RabbitOptions { Uri = server.Uri });
        await using var receiver = await RabbitTransport.ConnectAsync(new RabbitOptions { Uri = server.Uri });
        var received = Channel.CreateUnbounded<string>();
        await receiver.ReceiveAsync("young", (deliveries, _) =>
        {
            foreach (var delivery in deliveries)
            {
                received.Writer.TryWrite(delivery.Message.Id);
            }

            return ValueTask.CompletedTask;
        });
        await SendAsync(sender, "young", "before");
        await server.KillAsync();
        await server.RestartAsync();

        // Without a cure the broker confirms nothing from here on, for ever.
        await SendAsync(sender, "young", "after").WaitAsync(Patience);
        while (await received.Reader.ReadAsync().AsTask().WaitAsync(Patience) != "after")
        {
        }
    }

    private static Task SendAsync(ITransport from, string name, string id) =>
        from.SendAsync(name, new TransportMessage(id, "nobody", "word/1", "{}")).AsTask();
}
