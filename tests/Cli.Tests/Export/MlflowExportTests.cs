using System.Globalization;
using Orchestrator.Cli.Commands;
using Orchestrator.Cli.Tests.EndToEnd;
using Orchestrator.Cli.Tests.Rendering;
using YamlDotNet.Serialization;

namespace Orchestrator.Cli.Tests.Export;

/// <summary><c>export --format mlflow</c>, read as MLflow's <c>FileStore</c> reads it: <c>meta.yaml</c>, and a file a parameter, metric
/// and tag.</summary>
public sealed class MlflowExportTests : IDisposable
{
    // Keys without which FileStore cannot make a run's or an experiment's information.
    private static readonly string[] OfRun =
    [
        "run_id", "run_uuid", "run_name", "experiment_id", "user_id", "status", "start_time", "end_time", "lifecycle_stage", "artifact_uri",
    ];

    private static readonly string[] OfExperiment =
        ["experiment_id", "name", "artifact_location", "lifecycle_stage", "creation_time", "last_update_time"];

    private readonly ExportFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Fact]
    public async Task A_trial_is_a_run_and_its_folds_are_nested_runs()
    {
        var store = await fixture.ExportAsync(Story.Whole(), "mlflow");
        var experiment = Directory.GetDirectories(store).ShouldHaveSingleItem();
        var about = Meta(experiment);
        about.Keys.ShouldBe(OfExperiment, ignoreOrder: true);
        (about["name"], about["experiment_id"], about["lifecycle_stage"]).ShouldBe(("splice-1", Path.GetFileName(experiment), "active"));
        ulong.Parse((string)about["experiment_id"]!, CultureInfo.InvariantCulture).ShouldBeGreaterThan(0ul);

        var runs = Directory.GetDirectories(experiment).ToDictionary(run => (string)Meta(run)["run_name"]!);
        runs.Count.ShouldBe(3 + 3 * 2 + 1);
        foreach (var run in runs.Values)
        {
            var meta = Meta(run);
            OfRun.Except(meta.Keys).ShouldBeEmpty();
            meta["run_id"].ShouldBe(Path.GetFileName(run));
            ((string)meta["run_id"]!).ShouldMatch("^[0-9a-f]{32}$");
            meta["experiment_id"].ShouldBe(about["experiment_id"]);
            Path.GetDirectoryName(new Uri((string)meta["artifact_uri"]!).LocalPath).ShouldBe(run);
        }

        Meta(runs["trial-1"])["status"].ShouldBe("3"); // finished
        Meta(runs["trial-2"])["status"].ShouldBe("4"); // failed
        Text(runs["trial-1"], "params", "pooling").ShouldBe("a,\"b\"");
        Metric(runs["trial-1"], "accuracy").ShouldHaveSingleItem().Value.ShouldBe(0.94375, 1e-12);
        Metric(runs["trial-1"], "test/accuracy").ShouldHaveSingleItem().Value.ShouldBe(0.9512);
        Text(runs["trial-2"], "tags", "orchestrator.reason").ShouldContain("The loss is NaN in epoch 2.");

        var fold = runs["trial-1-fold-0"];
        Text(fold, "tags", "mlflow.parentRunId").ShouldBe(Path.GetFileName(runs["trial-1"]));
        Text(fold, "params", "fold").ShouldBe("0");
        var losses = Metric(fold, "train/loss");
        losses.Select(point => point.Step).ShouldBe([1, 2, 3, 4]);
        losses[2].Value.ShouldBe(1.0 / 3);
        losses.Select(point => point.At).ShouldBe(losses.Select(point => point.At).Order());
        Metric(fold, "parameters").ShouldHaveSingleItem().ShouldBe((Metric(fold, "parameters")[0].At, 500, 3));
        Text(runs["trial-1-refit"], "tags", "mlflow.parentRunId").ShouldBe(Path.GetFileName(runs["trial-1"]));
    }

    [Fact]
    public async Task Trials_alone_are_a_run_each()
    {
        var store = await fixture.ExportAsync(Story.Whole(), "mlflow", "--rows", "trials");
        var runs = Directory.GetDirectories(Directory.GetDirectories(store).Single());
        runs.Select(run => Meta(run)["run_name"]).ShouldBe(["trial-0", "trial-1", "trial-2"], ignoreOrder: true);
        var best = runs.Single(run => Meta(run)["run_name"] is "trial-1");
        Metric(best, "test/accuracy").ShouldHaveSingleItem().Value.ShouldBe(0.9512);
        Text(best, "tags", "mlflow.runName").ShouldBe("trial-1");
    }

    [Fact]
    public async Task A_store_takes_a_sweep_once()
    {
        var store = await fixture.ExportAsync(Story.Whole(), "mlflow");
        Directory.CreateDirectory(Path.Combine(store, "0")); // another experiment
        var again = await OrchestratorProcess.RunAsync("export", "--home", fixture.At(""), "--format", "mlflow", "--out", store);
        again.ExitCode.ShouldBe(ExitCode.BadInput);
        again.Errors.ShouldStartWith($"error: {store} holds the sweep 'splice-1' already, as experiment ");
    }

    private static Dictionary<string, object?> Meta(string folder) =>
        new DeserializerBuilder().Build().Deserialize<Dictionary<string, object?>>(File.ReadAllText(Path.Combine(folder, "meta.yaml")));

    private static string Text(string run, string part, string key) => File.ReadAllText(Path.Combine(run, part, key));

    private static List<(long At, double Value, int Step)> Metric(string run, string name) =>
    [
        .. from line in File.ReadLines(Path.Combine(run, "metrics", name))
           let parts = line.Split(' ')
           select (long.Parse(parts[0], CultureInfo.InvariantCulture), double.Parse(parts[1], CultureInfo.InvariantCulture),
               int.Parse(parts[2], CultureInfo.InvariantCulture)),
    ];
}
