using Orchestrator.Cli.Tests.EndToEnd;
using Orchestrator.Cluster.Tests.Processes;
using Orchestrator.Servers;
using Xunit.Abstractions;

namespace Orchestrator.Cluster.Tests.Secured;

/// <summary>A whole cluster with TLS everywhere: a real database, real processes, one of them killed.</summary>
[Collection("processes")] // one after the other: each looks for what is left of its own
public sealed class SecuredClusterTests(SecuredServers servers, ITestOutputHelper output)
    : IClassFixture<SecuredServers>, IDisposable
{
    private readonly CliFixture workshop = new();

    public void Dispose() => workshop.Dispose();

    [SkippableFact]
    public async Task It_runs_a_sweep_from_role_files_and_a_client_goes_on_with_the_other_coordinator()
    {
        servers.Require();
        using var cluster = new SecuredCluster(servers, workshop, output);
        var database = await cluster.DatabaseAsync();
        var (first, second) = (await cluster.CoordinateReadyAsync(database), await cluster.CoordinateReadyAsync(database));
        cluster.Join("member", first);
        cluster.Environment["ORCHESTRATOR_SERVER"] = $"{first.Api},{second.Api}";

        var submitted = await AnsweredAsync(cluster, "submit", workshop.SweepFile, "--trials", "12");
        submitted.Output.ShouldBe("planted-1");
        using var watch = OrchestratorProcess.Start(cluster.Environment, "watch", "planted-1", "--json");
        await watch.SeesAsync("attempt-started/1");
        (await RunAsync(cluster, "pause", "planted-1", "--reason", "lunch")).ExitCode.ShouldBe(0);
        await watch.SeesAsync("sweep-paused/1");
        await first.Process.KillAsync();
        (await AnsweredAsync(cluster, "list")).Output.ShouldContain("paused");
        (await RunAsync(cluster, "resume")).Output.ShouldContain("planted-1 goes on");
        await watch.SeesAsync("result");
        var ending = await watch.EndAsync();
        ending.ExitCode.ShouldBe(0, ending.Errors);
        ending.Output.Split("sweep-planned/1").Length.ShouldBe(2, "what was told before the failover is not told again");

        File.Exists(Path.Combine(workshop.Home("shared"), "sweeps", "planted-1", "refit", "model.bin"))
            .ShouldBeTrue("the node hands it over");
        var verify = await RunAsync(cluster, "verify");
        verify.Output.ShouldContain("all derived again to the last digit");
        (await RunAsync(cluster, "doctor")).Output.ShouldContain("certificate until");
    }

    [SkippableFact]
    public async Task Who_shows_no_certificate_of_the_authority_is_refused_and_the_log_says_why()
    {
        servers.Require();
        using var cluster = new SecuredCluster(servers, workshop, output);
        using var stranger = new PrivateAuthority();
        var coordinator = await cluster.CoordinateReadyAsync(await cluster.DatabaseAsync());
        var foreign = cluster.Join("foreign", coordinator, stranger.Issue("foreign"));
        await coordinator.Process.SaysAsync("does not descend from the authority of --cluster-ca");
        await foreign.SaysAsync("No coordinator has been heard");
        var plain = cluster.JoinPlain("plain", coordinator);
        await coordinator.Process.SaysAsync("it does not speak TLS");
        await plain.SaysAsync("No coordinator has been heard");
        coordinator.Process.Said.ShouldNotContain(line => line.Contains("Exception", StringComparison.Ordinal)
            || line.StartsWith("   at ", StringComparison.Ordinal));
        cluster.Join("proper", coordinator);
        cluster.Environment["ORCHESTRATOR_SERVER"] = $"{coordinator.Api}";
        await ProcessCluster.UntilAsync("the proper node is there", async () =>
            (await RunAsync(cluster, "nodes")).Output.Contains("proper", StringComparison.Ordinal));
        var nodes = (await RunAsync(cluster, "nodes")).Output;
        nodes.ShouldNotContain("foreign");
        nodes.ShouldNotContain("plain");
    }

    [SkippableFact]
    public async Task A_coordinator_whose_certificate_names_another_host_is_not_spoken_to()
    {
        servers.Require();
        using var cluster = new SecuredCluster(servers, workshop, output);
        var coordinator = cluster.Coordinate(await cluster.DatabaseAsync(), servers.Authority.Issue("elsewhere", "elsewhere.example"));
        await coordinator.Process.SaysAsync("This coordinator is in the cluster");
        var node = cluster.Join("careful", coordinator);
        (await node.SaysAsync("is not for that host")).ShouldContain("CN=elsewhere");
        await node.SaysAsync("No coordinator has been heard");
        cluster.Environment["ORCHESTRATOR_SERVER"] = $"{coordinator.Api}";
        (await RunAsync(cluster, "nodes")).Output.ShouldNotContain("careful");
    }

    private static Task<OrchestratorProcess.Ending> RunAsync(SecuredCluster cluster, params string[] arguments) =>
        OrchestratorProcess.RunAsync(cluster.Environment, arguments);

    // One coordinator may be gone, and the other on its way to take over: a client waits for a while itself, but not for ever.
    private static async Task<OrchestratorProcess.Ending> AnsweredAsync(SecuredCluster cluster, params string[] arguments)
    {
        OrchestratorProcess.Ending ending;
        var tries = 5;
        do
        {
            ending = await RunAsync(cluster, arguments);
        }
        while (ending.ExitCode != 0 && --tries > 0);
        ending.ExitCode.ShouldBe(0, ending.Errors);
        return ending;
    }
}
