using System.Text;
using RabbitMQ.Client;

namespace Orchestrator.Servers.Tests;

public sealed class RabbitServerTests
{
    [SkippableFact]
    public async Task A_confirmed_message_outlives_a_kill_of_the_broker_and_the_broker_does_not_outlive_the_test()
    {
        Skip.If(RabbitServer.Missing is not null, RabbitServer.Missing);
        string folder;
        int process;
        await using (var server = await RabbitServer.StartAsync())
        {
            folder = server.Folder;
            await WithChannelAsync(server, async channel =>
            {
                await channel.QueueDeclareAsync("kept", durable: true, exclusive: false, autoDelete: false);
                var properties = new BasicProperties { DeliveryMode = DeliveryModes.Persistent };
                await channel.BasicPublishAsync("", "kept", mandatory: true, properties, Encoding.UTF8.GetBytes("hello"));
            });

            await server.KillAsync();
            await server.RestartAsync();

            await WithChannelAsync(server, async channel =>
                Encoding.UTF8.GetString((await channel.BasicGetAsync("kept", autoAck: true)).ShouldNotBeNull().Body.Span).ShouldBe("hello"));
            process = server.ProcessId;
        }

        Directory.Exists(folder).ShouldBeFalse();
        Directory.Exists($"/proc/{process}").ShouldBeFalse();
    }

    private static async Task WithChannelAsync(RabbitServer server, Func<IChannel, Task> use)
    {
        await using var connection = await new ConnectionFactory { Uri = server.Uri }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        await use(channel);
    }
}
