using System.Text.Json;
using Orchestrator.Cli.Tests.EndToEnd;
using Orchestrator.Servers;

namespace Orchestrator.Cluster.Tests.Processes;

/// <summary>Real RabbitMQ, real PostgreSQL, real processes, really killed.</summary>
public sealed class ProcessClusterTests : IClassFixture<ServersFixture>, IDisposable
{
    private readonly Workshop workshop = new();
    private readonly ProcessCluster? cluster;

    public ProcessClusterTests(ServersFixture servers) =>
        cluster = servers.Broker is null || servers.Database is null ? null : new ProcessCluster(servers, workshop);

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
        await cluster.UntilAsync(inherited, s => s.GetProperty("status").GetString() == "completed");

        using (var embedded = workshop.Run("embedded")) (await embedded.EndAsync()).ExitCode.ShouldBe(0);
        var show = await OrchestratorProcess.RunAsync("show", "--json", "--home", workshop.Home("embedded"));
        var state = await cluster.SweepAsync(inherited);
        Scores(state).ShouldBe(Scores(JsonDocument.Parse(show.Output).RootElement));
    }

    private static int Completed(JsonElement sweep) => sweep.GetProperty("trials").EnumerateArray().Count(t => t.GetProperty("status").GetString() == "completed");

    private static string[] Scores(JsonElement sweep) =>
    [
        .. sweep.GetProperty("trials").EnumerateArray().Select(t => $"{JsonSerializer.Serialize(t.GetProperty("configuration"))} {t.GetProperty("mean")} {t.GetProperty("deviation")}"),
        sweep.GetProperty("refit").GetProperty("result").GetProperty("score").ToString(),
    ];
}
