using System.Text.Json;
using Orchestrator.Cli.Tests.EndToEnd;
using Orchestrator.Servers;

namespace Orchestrator.Cluster.Tests.Processes;

/// <summary>Real RabbitMQ, real PostgreSQL, real processes, really killed.</summary>
public sealed class ProcessClusterTests : IClassFixture<ServersFixture>, IDisposable
{
    private readonly Workshop workshop = new();
    private readonly ServersFixture servers;
    private readonly ProcessCluster? cluster;

    public ProcessClusterTests(ServersFixture servers)
    {
        this.servers = servers;
        cluster = servers.Broker is null || servers.Database is null ? null : new ProcessCluster(servers, workshop);
    }

    public void Dispose()
    {
        cluster?.Dispose();
        workshop.Dispose();
    }

    [SkippableFact]
    public async Task A_killed_node_and_a_killed_coordinator_change_nothing_in_the_table()
    {
        Skip.If(cluster is null, RabbitServer.Missing ?? PostgresServer.Missing);
        var (first, firstApi) = await cluster.CoordinateAsync();
        await cluster.SeatedAsync(firstApi);
        var (_, standbyApi) = await cluster.CoordinateAsync();
        var doomed = cluster.Join("doomed");
        cluster.Join("survivor");

        var sweep = await cluster.SubmitAsync(firstApi);
        await cluster.UntilAsync(sweep, s => Completed(s) >= 1);
        await doomed.KillAsync();
        await cluster.UntilAsync(sweep, s => Completed(s) >= 2);
        await first.KillAsync();
        await cluster.SeatedAsync(standbyApi);
        var inherited = new Uri(standbyApi, sweep.AbsolutePath);
        using (var watch = OrchestratorProcess.Start("watch", "planted-1", "--server", standbyApi.ToString(), "--json"))
        {
            await watch.SeesAsync("sweep-completed/1");
            await watch.SeesAsync("result");
            (await watch.EndAsync()).ExitCode.ShouldBe(0);
        }
        var nodes = await OrchestratorProcess.RunAsync("nodes", "--server", standbyApi.ToString());
        nodes.Output.ShouldContain("survivor");
        nodes.Output.ShouldNotContain("doomed");
        await ShouldBeAsUndisturbedAsync(inherited);
    }

    [SkippableFact]
    public async Task A_killed_broker_and_a_killed_database_change_nothing_in_the_table()
    {
        Skip.If(cluster is null, RabbitServer.Missing ?? PostgresServer.Missing);
        var (_, api) = await cluster.CoordinateAsync();
        await cluster.SeatedAsync(api);
        cluster.Join("first");
        cluster.Join("second");
        var sweep = await cluster.SubmitAsync(api);
        await cluster.UntilAsync(sweep, s => Completed(s) >= 1);
        await servers.Broker!.KillAsync();
        await servers.Broker.RestartAsync();
        await cluster.UntilAsync(sweep, s => Completed(s) >= 2);
        await servers.Database!.KillAsync();
        await servers.Database.RestartAsync();
        await cluster.UntilAsync(sweep, s => s.GetProperty("status").GetString() == "completed");
        await ShouldBeAsUndisturbedAsync(sweep);
    }

    private async Task ShouldBeAsUndisturbedAsync(Uri sweep)
    {
        using (var embedded = workshop.Run("embedded")) (await embedded.EndAsync()).ExitCode.ShouldBe(0);
        var show = await OrchestratorProcess.RunAsync("show", "--json", "--home", workshop.Home("embedded"));
        Scores(await cluster!.SweepAsync(sweep)).ShouldBe(Scores(JsonDocument.Parse(show.Output).RootElement));
    }

    private static int Completed(JsonElement sweep) => sweep.GetProperty("trials").EnumerateArray().Count(t => t.GetProperty("status").GetString() == "completed");

    private static string[] Scores(JsonElement sweep) =>
    [
        .. sweep.GetProperty("trials").EnumerateArray().Select(t => $"{JsonSerializer.Serialize(t.GetProperty("configuration"))} {t.GetProperty("mean")} {t.GetProperty("deviation")}"),
        sweep.GetProperty("refit").GetProperty("result").GetProperty("score").ToString(),
    ];
}
