using System.Text.Json;

namespace Orchestrator.Cli.Tests.EndToEnd;

public sealed class EnsembleTests(PredictedSweep sweep) : IClassFixture<PredictedSweep>
{
    [Theory]
    [InlineData("folds", "joined.safetensors")]
    [InlineData("top:1", "joined.pt")]
    public async Task Networks_of_folds_become_one_file_that_predicts_what_they_scored_on_rows_none_has_seen(string kind, string file)
    {
        var best = await OrchestratorProcess.RunAsync("best", "--ensemble", kind, "--save", sweep.At(file), "--json", "--home", sweep.Home);
        best.ExitCode.ShouldBe(0, best.Errors);
        var ensemble = JsonDocument.Parse(best.Output).RootElement.GetProperty("ensemble");
        ensemble.GetProperty("members").GetArrayLength().ShouldBe(3);
        ensemble.GetProperty("cleanRows").GetInt32().ShouldBe(30, "the test rows");

        var predicted = await OrchestratorProcess.RunAsync("predict", sweep.At(file), sweep.Labelled, "-o", sweep.At(file + ".csv"),
            "--json", "--device", "cpu", "--home", sweep.At("nowhere"));
        predicted.ExitCode.ShouldBe(0, predicted.Errors);
        var summary = JsonDocument.Parse(predicted.Output).RootElement;
        summary.GetProperty("network").GetString().ShouldBe("ensemble");
        var metrics = summary.GetProperty("metrics");
        foreach (var metric in ensemble.GetProperty("test").EnumerateObject())
        {
            metrics.GetProperty(metric.Name).GetDouble().ShouldBe(metric.Value.GetDouble(), 1e-6, metric.Name);
        }
    }

    [Theory]
    [InlineData("'folds' joins the networks of the best trial's folds", "folds:2")]
    [InlineData("has 1 trial with a score, not 4: ask for top:1", "top:4")]
    public async Task What_cannot_be_joined_is_refused_with_a_cure(string message, string kind)
    {
        var ending = await OrchestratorProcess.RunAsync("best", "--ensemble", kind, "--home", sweep.Home);
        ending.ExitCode.ShouldBe(2, ending.Errors);
        ending.Errors.ShouldContain(message);
    }

    [Fact]
    public async Task Networks_that_are_gone_cannot_be_joined()
    {
        var home = sweep.At("cleaned");
        foreach (var path in Directory.EnumerateFiles(sweep.Home, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(home, Path.GetRelativePath(sweep.Home, path));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(path, copy);
        }

        (await OrchestratorProcess.RunAsync("clean", "planted-1", "--keep", "none", "--home", home)).ExitCode.ShouldBe(0);
        var ending = await OrchestratorProcess.RunAsync("best", "--ensemble", "folds", "--home", home);
        ending.ExitCode.ShouldBe(2, ending.Errors);
        ending.Errors.ShouldContain("are gone: its checkpoints were deleted");
    }
}
