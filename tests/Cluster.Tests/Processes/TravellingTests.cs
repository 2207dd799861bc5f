using System.Text.Json;
using Orchestrator.Cli.Tests.EndToEnd;

namespace Orchestrator.Cluster.Tests.Processes;

/// <summary>Nodes that have neither the data nor a folder of the coordinator's.</summary>
[Collection("processes")] // one after the other: each looks for what is left of its own
public sealed class TravellingTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IDisposable
{
    private readonly CliFixture workshop = new();

    public void Dispose() => workshop.Dispose();

    [SkippableFact]
    public async Task A_killed_node_that_shares_nothing_changes_nothing_in_the_table()
    {
        using var cluster = new ProcessCluster(await database.Require().CreateDatabaseAsync(), workshop.Home("shared"));
        var api = (await cluster.CoordinateReadyAsync()).Api;
        var sweep = await ProcessCluster.SubmitAsync(api, workshop.SweepFile);
        var data = await File.ReadAllBytesAsync(workshop.Data);
        File.Delete(workshop.Data);
        var doomed = cluster.Join("doomed", 1, "--no-shared-folder");
        cluster.Join("survivor", 1, "--no-shared-folder");
        await ProcessCluster.UntilAsync("a trial is complete", async () => Completed(await cluster.SweepAsync(api, sweep)) >= 1);
        await doomed.KillAsync();
        await ProcessCluster.UntilAsync("the sweep is complete", async () => (await cluster.SweepAsync(api, sweep)).GetProperty("status")
            .GetString() == "completed");

        Directory.EnumerateFiles(workshop.Home("shared-cache-survivor"), "*.bin", SearchOption.AllDirectories).ShouldBeEmpty();
        File.Exists(Path.Combine(workshop.Home("shared"), "sweeps", sweep, "refit", "model.bin")).ShouldBeTrue();
        await File.WriteAllBytesAsync(workshop.Data, data);
        using (var embedded = workshop.Run("embedded"))
        {
            (await embedded.EndAsync()).ExitCode.ShouldBe(0);
        }

        var show = await OrchestratorProcess.RunAsync("show", "--json", "--home", workshop.Home("embedded"));
        ChaosFolder.Scores(await cluster.SweepAsync(api, sweep)).ShouldBe(ChaosFolder.Scores(JsonDocument.Parse(show.Output).RootElement));
    }

    [SkippableFact]
    public async Task A_command_travels_with_its_files_to_a_node_that_permits_it()
    {
        Skip.If(OwnTrainerFixture.Missing is not null, OwnTrainerFixture.Missing);
        using var own = new OwnTrainerFixture();
        using var cluster = new ProcessCluster(await database.Require().CreateDatabaseAsync(), workshop.Home("shared"));
        var api = (await cluster.CoordinateReadyAsync()).Api;
        var sweep = await ProcessCluster.SubmitAsync(api, own.SweepFile);
        var script = await File.ReadAllBytesAsync(own.ScriptFile);
        File.Delete(own.ScriptFile);
        cluster.Join("closed", 2, "--no-shared-folder");
        await ProcessCluster.UntilAsync("the sweep waits for a permission", async () =>
            (await cluster.AskAsync(api, "v1/sweeps")).GetRawText().Contains("no node has label commands=allowed",
                StringComparison.Ordinal));
        var doomed = cluster.Join("doomed", 1, "--no-shared-folder", "--label", "commands=allowed");
        await ProcessCluster.UntilAsync("a trial is complete", async () => Completed(await cluster.SweepAsync(api, sweep)) >= 1);
        cluster.Join("open", 2, "--no-shared-folder", "--label", "commands=allowed");
        await doomed.KillAsync();
        await ProcessCluster.UntilAsync("the sweep is complete", async () => (await cluster.SweepAsync(api, sweep)).GetProperty("status")
            .GetString() == "completed");

        await File.WriteAllBytesAsync(own.ScriptFile, script);
        using (var embedded = own.Run("embedded"))
        {
            (await embedded.EndAsync()).ExitCode.ShouldBe(0);
        }

        var show = await OrchestratorProcess.RunAsync("show", "--json", "--home", own.Home("embedded"));
        ChaosFolder.Scores(await cluster.SweepAsync(api, sweep)).ShouldBe(ChaosFolder.Scores(JsonDocument.Parse(show.Output).RootElement));
    }

    [SkippableFact]
    public async Task A_killed_coordinator_costs_nodes_that_share_nothing_no_attempt()
    {
        using var cluster = new ProcessCluster(await database.Require().CreateDatabaseAsync(), workshop.Home("shared"));
        var doomed = await cluster.CoordinateReadyAsync();
        var (first, second) = (doomed.Api, (await cluster.CoordinateReadyAsync()).Api);
        var sweep = await ProcessCluster.SubmitAsync(first, workshop.SweepFile);
        cluster.Join("member", 2, "--no-shared-folder");
        await ProcessCluster.UntilAsync("a trial is complete", async () => Completed(await cluster.SweepAsync(first, sweep)) >= 1);
        await doomed.Process.KillAsync();
        await ProcessCluster.UntilAsync("the sweep is complete", async () => (await cluster.SweepAsync(second, sweep)).GetProperty("status")
            .GetString() == "completed");
        var ended = await cluster.SweepAsync(second, sweep);
        ended.GetRawText().ShouldNotContain("No coordinator answers");
        using (var embedded = workshop.Run("embedded"))
        {
            (await embedded.EndAsync()).ExitCode.ShouldBe(0);
        }

        var show = await OrchestratorProcess.RunAsync("show", "--json", "--home", workshop.Home("embedded"));
        ChaosFolder.Scores(ended).ShouldBe(ChaosFolder.Scores(JsonDocument.Parse(show.Output).RootElement));
    }

    private static int Completed(JsonElement sweep) =>
        sweep.GetProperty("trials").EnumerateArray().Count(t => t.GetProperty("status").GetString() == "completed");
}
