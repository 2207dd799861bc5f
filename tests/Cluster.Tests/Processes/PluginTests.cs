using Orchestrator.Cli.Tests.EndToEnd;
using Orchestrator.Plugins.Loading;
using Orchestrator.Shared.Compiled;

namespace Orchestrator.Cluster.Tests.Processes;

/// <summary>A sweep with a plug-in in a cluster: where it is permitted, and how it gets there.</summary>
[Collection("processes")]
public sealed class PluginTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("plugins-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [SkippableFact]
    public async Task Its_coordinator_has_it_from_its_operator_and_nodes_that_permit_it_fetch_it()
    {
        var connection = await database.Require().CreateDatabaseAsync();
        var plugin = PluginFolder.Describe(CompiledPlugin.In(Path.Combine(root, "mine/demo"), "demo",
            CompiledPlugin.Mark + CompiledPlugin.Model("demo")));
        using var cluster = new ProcessCluster(connection, Path.Combine(root, "shared"));
        var strict = await cluster.CoordinateReadyAsync();
        var refused = await OrchestratorProcess.RunAsync("submit", SweepFile(), "--server", strict.Api.ToString());
        refused.ExitCode.ShouldNotBe(0);
        refused.Errors.ShouldContain("there is no plug-in 'demo' here; whoever operates this coordinator permits it");
        await strict.Process.InterruptAsync();
        (await strict.Process.EndAsync()).ExitCode.ShouldBe(0);

        var theirs = CompiledPlugin.In(Path.Combine(root, "theirs/demo"), "demo", CompiledPlugin.Mark + CompiledPlugin.Model("demo"));
        var coordinator = await cluster.CoordinateReadyAsync("--plugins", Path.GetDirectoryName(theirs)!);
        var sweep = await ProcessCluster.SubmitAsync(coordinator.Api, SweepFile());
        Directory.Delete(plugin.Folder, recursive: true);
        using var watching = OrchestratorProcess.Start("watch", sweep, "--json", "--server", coordinator.Api.ToString());
        cluster.Join("careful", 1);
        var reason = "";
        while (!reason.Contains("plugins=allowed", StringComparison.Ordinal))
        {
            reason = (await watching.SeesAsync("waiting")).GetProperty("reason").GetString() ?? "";
        }

        reason.ShouldContain("no node has label plugins=allowed");
        cluster.Join("open", 1, "--label", "plugins=allowed");
        await watching.SeesAsync("result");
        (await watching.EndAsync()).ExitCode.ShouldBe(0);
        File.Exists(Path.Combine(root, "shared-cache-open", "programs", plugin.Content, "demo.dll")).ShouldBeTrue();
        Directory.Exists(Path.Combine(root, "shared-cache-careful", "programs")).ShouldBeFalse();
    }

    private string SweepFile()
    {
        var path = Path.Combine(root, "sweep.yaml");
        File.WriteAllText(path, """
            plugins: [mine/demo]
            name: demo
            seed: 3
            data: { synth: trait-pair, rows: 60 }
            model: { name: demo, fixed: { batch_size: 16 } }
            search: { algorithm: random, trials: 2 }
            cross_validation: { folds: 2, stratified: true, test: { fraction: 0.2, rows: random } }
            objective: { metric: accuracy }
            stopping: { epochs: 2 }
            """);
        return path;
    }
}
