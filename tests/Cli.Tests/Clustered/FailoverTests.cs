using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Orchestrator.Cli.Tests.EndToEnd;
using Orchestrator.Client;
using Orchestrator.Contracts.Validation;
using Orchestrator.Coordinator.Api;
using Orchestrator.Sweeps;

namespace Orchestrator.Cli.Tests.Clustered;

/// <summary>A client that knows several coordinators, of which one listens.</summary>
public sealed class FailoverTests : ClusterTest
{
    private readonly int standby = FreePort();

    private string Both => $"http://127.0.0.1:{standby},{Address}";

    [Fact]
    public async Task Whoever_answers_is_found()
    {
        Gateway.Add(WatchTests.Planned);
        var list = await OrchestratorProcess.RunAsync("list", "--server", Both);
        list.ExitCode.ShouldBe(0, list.Errors);
        list.Output.ShouldContain(Sweep.Value);
    }

    [Fact]
    public async Task A_watch_goes_on_with_another_coordinator_where_it_stood()
    {
        Gateway.Add(WatchTests.Planned);
        Tell(Gateway, new EventNotice(WatchTests.Planned), new CaughtUpNotice());
        using var watching = OrchestratorProcess.Start("watch", "--json", "--server", Both);
        await watching.SeesAsync("sweep-planned/1");

        var heir = new ScriptedHeir();
        Tell(heir.Gateway, new EventNotice(WatchTests.Planned), new CaughtUpNotice(),
            new EventNotice(new SweepCancelled("enough", DateTimeOffset.UnixEpoch)));
        Gateway.Notices.Writer.Complete();
        await Server.DisposeAsync();
        await using var server = await CoordinatorServer.StartAsync(new WebOptions(Port: standby), heir.Gateway);
        await watching.SeesAsync("sweep-cancelled/1");
        var ending = await watching.EndAsync();
        ending.Output.Split("sweep-planned/1").Length.ShouldBe(2, ending.Output);
        ending.Errors.ShouldContain("Trying again");
    }

    [Fact]
    public async Task When_none_answers_each_is_named_with_its_reason()
    {
        using var client =
            new OrchestratorClient([new Uri($"http://127.0.0.1:{standby}"), new Uri($"http://127.0.0.1:{FreePort()}")]);
        var error = await Should.ThrowAsync<UserError>(() => client.ListAsync());
        foreach (var server in client.Servers)
        {
            error.Message.ShouldContain($"{server}: Connection refused");
        }

        error.Message.ShouldContain("No coordinator of the cluster answers.");
    }

    private static void Tell(Coordinator.Tests.Api.ScriptedGateway gateway, params SweepNotice[] notices)
    {
        foreach (var notice in notices)
        {
            gateway.Notices.Writer.TryWrite(notice).ShouldBeTrue();
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed class ScriptedHeir
    {
        public ScriptedHeir() => Gateway.Add(WatchTests.Planned);

        public Coordinator.Tests.Api.ScriptedGateway Gateway { get; } = new() { Notices = Channel.CreateUnbounded<SweepNotice>() };
    }
}
