using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit.Xunit2;
using Orchestrator.GpuNode.Link;
using Orchestrator.Remoting;

namespace Orchestrator.GpuNode.Tests.Link;

/// <summary>A node whose connection is made anew is heard again, whatever goes wrong meanwhile.</summary>
public sealed class RemotingChannelTests : TestKit
{
    private readonly RemotingOptions options = new();

    [Fact]
    public async Task A_system_that_cannot_be_made_is_made_the_next_time()
    {
        var made = 0;
        await using var channel = new RemotingChannel(options, TestActor,
            () => ++made == 2 ? throw new IOException("The port is taken.") : Create(), TimeSpan.FromMinutes(1));
        channel.Renew();
        channel.Renew();
        await AwaitConditionAsync(() => Task.FromResult(made == 3), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_system_that_does_not_end_is_not_waited_for_without_a_limit()
    {
        var made = 0;
        var end = new TaskCompletionSource();
        await using var channel = new RemotingChannel(options, TestActor, () => Stubborn(end.Task, ref made), TimeSpan.FromMilliseconds(1));
        channel.Renew();
        await AwaitConditionAsync(() => Task.FromResult(made == 2), TimeSpan.FromMinutes(1));
        end.SetResult();
    }

    private static ActorSystem Create() =>
        ActorSystem.Create("node", ConfigurationFactory.ParseString("""
            akka.actor.provider = remote
            akka.remote.dot-netty.tcp.port = 0
            akka.coordinated-shutdown.phases.before-service-unbind.timeout = 1h
            """));

    // Its shutdown waits for what the test says.
    private static ActorSystem Stubborn(Task end, ref int made)
    {
        var system = Create();
        made++;
        CoordinatedShutdown.Get(system).AddTask(CoordinatedShutdown.PhaseBeforeServiceUnbind, "stubborn", async () =>
        {
            await end;
            return Akka.Done.Instance;
        });
        return system;
    }
}
