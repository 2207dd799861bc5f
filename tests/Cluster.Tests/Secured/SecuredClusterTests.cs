using Orchestrator.Cli.Tests.EndToEnd;
using Orchestrator.Servers;

namespace Orchestrator.Cluster.Tests.Secured;

/// <summary>A whole cluster with TLS everywhere: a real broker, a real database, real processes, one of them killed.</summary>
[Collection("processes")] // one after the other: each looks for what is left of its own
public sealed class SecuredClusterTests(SecuredServers servers) : IClassFixture<SecuredServers>, IDisposable
{
    private readonly Workshop workshop = new();

    public void Dispose() => workshop.Dispose();

    [SkippableFact]
    public async Task It_runs_a_sweep_from_role_files_and_a_client_follows_the_seat()
    {
        Skip.If(SecuredServers.Missing is not null, SecuredServers.Missing);
        using var cluster = new SecuredCluster(servers, workshop);
        var database = await cluster.DatabaseAsync();
        var (first, firstApi) = cluster.Coordinate(database);
        var (_, secondApi) = cluster.Coordinate(database);
        cluster.Join("member");
        cluster.Environment["ORCHESTRATOR_SERVER"] = $"{firstApi},{secondApi}";

        var submitted = await AnsweredAsync(cluster, "submit", workshop.SweepFile);
        submitted.Output.ShouldBe("planted-1");
        using var watch = OrchestratorProcess.Start(cluster.Environment, "watch", "planted-1", "--json");
        await watch.SeesAsync("attempt-started/1");
        (await RunAsync(cluster, "pause", "planted-1", "--reason", "lunch")).ExitCode.ShouldBe(0);
        await watch.SeesAsync("sweep-paused/1");
        await first.KillAsync();
        (await AnsweredAsync(cluster, "list")).Output.ShouldContain("paused");
        (await RunAsync(cluster, "resume")).Output.ShouldContain("planted-1 goes on");
        await watch.SeesAsync("result");
        var ending = await watch.EndAsync();
        ending.ExitCode.ShouldBe(0, ending.Errors);
        ending.Output.Split("sweep-planned/1").Length.ShouldBe(2, "what was told before the failover is not told again");

        File.Exists(Path.Combine(workshop.Home("shared"), "sweeps", "planted-1", "refit", "model.bin")).ShouldBeTrue("the node hands it over");
        var verify = await RunAsync(cluster, "verify");
        verify.Output.ShouldContain("all derived again to the last digit");
        (await RunAsync(cluster, "doctor")).Output.ShouldContain("certificate until");
    }

    [SkippableFact]
    public async Task A_broker_that_another_authority_vouches_for_is_not_spoken_to()
    {
        Skip.If(SecuredServers.Missing is not null, SecuredServers.Missing);
        using var cluster = new SecuredCluster(servers, workshop);
        using var stranger = new PrivateAuthority();
        var ending = await cluster.Coordinate(await cluster.DatabaseAsync(), stranger.Root).Process.EndAsync();
        ending.ExitCode.ShouldBe(1);
        ending.Errors.ShouldContain("error: No connection to the broker");
        ending.Errors.ShouldNotContain("   at ");
    }

    private static Task<OrchestratorProcess.Ending> RunAsync(SecuredCluster cluster, params string[] arguments) => OrchestratorProcess.RunAsync(cluster.Environment, arguments);

    // Both coordinators may be starting still: a client waits for a while itself, but not for ever.
    private static async Task<OrchestratorProcess.Ending> AnsweredAsync(SecuredCluster cluster, params string[] arguments)
    {
        OrchestratorProcess.Ending ending;
        var tries = 5;
        do ending = await RunAsync(cluster, arguments);
        while (ending.ExitCode != 0 && --tries > 0);
        ending.ExitCode.ShouldBe(0, ending.Errors);
        return ending;
    }
}
