using System.Text.Json;
using Orchestrator.Cli.Tests.EndToEnd;
using Orchestrator.Servers;

namespace Orchestrator.Cluster.Tests.Processes;

/// <summary>Nodes that have neither the data nor a folder of the coordinator's.</summary>
[Collection("processes")] // one after the other: each looks for what is left of its own
public sealed class TravellingTests(ServersFixture servers) : IClassFixture<ServersFixture>, IDisposable
{
    private readonly Workshop workshop = new();

    public void Dispose() => workshop.Dispose();

    [SkippableFact]
    public async Task A_killed_node_that_shares_nothing_changes_nothing_in_the_table()
    {
        Skip.If(servers.Broker is null || servers.Database is null, RabbitServer.Missing ?? PostgresServer.Missing);
        using var cluster = new ProcessCluster(servers, workshop.Home("shared"));
        var (_, api) = await cluster.CoordinateAsync();
        await cluster.SeatedAsync(api);
        var sweep = await ProcessCluster.SubmitAsync(api, workshop.SweepFile);
        var data = await File.ReadAllBytesAsync(workshop.Data);
        File.Delete(workshop.Data);
        var doomed = cluster.Join("doomed", 1, "--no-shared-folder");
        cluster.Join("survivor", 1, "--no-shared-folder");
        await ProcessCluster.UntilAsync(async () => Completed(await cluster.SweepAsync(api, sweep)) >= 1);
        await doomed.KillAsync();
        await ProcessCluster.UntilAsync(async () => (await cluster.SweepAsync(api, sweep)).GetProperty("status").GetString() == "completed");

        Directory.EnumerateFiles(workshop.Home("shared-cache-survivor"), "*.bin", SearchOption.AllDirectories).ShouldBeEmpty();
        File.Exists(Path.Combine(workshop.Home("shared"), "sweeps", sweep, "refit", "model.bin")).ShouldBeTrue();
        await File.WriteAllBytesAsync(workshop.Data, data);
        using (var embedded = workshop.Run("embedded")) (await embedded.EndAsync()).ExitCode.ShouldBe(0);
        var show = await OrchestratorProcess.RunAsync("show", "--json", "--home", workshop.Home("embedded"));
        Scores(await cluster.SweepAsync(api, sweep)).ShouldBe(Scores(JsonDocument.Parse(show.Output).RootElement));
    }

    [SkippableFact]
    public async Task A_killed_coordinator_costs_nodes_that_share_nothing_no_attempt()
    {
        Skip.If(servers.Broker is null || servers.Database is null, RabbitServer.Missing ?? PostgresServer.Missing);
        using var cluster = new ProcessCluster(servers, workshop.Home("shared"));
        var (doomed, first) = await cluster.CoordinateAsync();
        await cluster.SeatedAsync(first);
        var (_, second) = await cluster.CoordinateAsync();
        var sweep = await ProcessCluster.SubmitAsync(first, workshop.SweepFile);
        cluster.Join("member", 2, "--no-shared-folder");
        await ProcessCluster.UntilAsync(async () => Completed(await cluster.SweepAsync(first, sweep)) >= 1);
        await doomed.KillAsync();
        await ProcessCluster.UntilAsync(async () => (await cluster.SweepAsync(second, sweep)).GetProperty("status").GetString() == "completed");
        var ended = await cluster.SweepAsync(second, sweep);
        ended.GetRawText().ShouldNotContain("No coordinator answers");
        using (var embedded = workshop.Run("embedded")) (await embedded.EndAsync()).ExitCode.ShouldBe(0);
        var show = await OrchestratorProcess.RunAsync("show", "--json", "--home", workshop.Home("embedded"));
        Scores(ended).ShouldBe(Scores(JsonDocument.Parse(show.Output).RootElement));
    }

    private static int Completed(JsonElement sweep) => sweep.GetProperty("trials").EnumerateArray().Count(t => t.GetProperty("status").GetString() == "completed");

    private static string[] Scores(JsonElement sweep) =>
    [
        .. sweep.GetProperty("trials").EnumerateArray().Select(t => $"{JsonSerializer.Serialize(t.GetProperty("configuration"))} {t.GetProperty("mean")} {t.GetProperty("deviation")}"),
        sweep.GetProperty("refit").GetProperty("result").GetProperty("score").ToString(),
    ];
}
