using Orchestrator.Cli.Tests.EndToEnd;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Models.Data;
using Orchestrator.Models.Training;

namespace Orchestrator.Cli.Tests.Clustered;

public sealed class PredictTests : ClusterTest
{
    [Fact]
    public async Task The_refit_of_a_clusters_sweep_scores_as_its_file_does()
    {
        Gateway.Add(WatchTests.Planned);
        var model = Artifacts.PathOf($"{Sweep}/refit/{SavedModel.FileName}");
        Directory.CreateDirectory(Path.GetDirectoryName(model)!);
        var saved = new SavedModel(
            "mlp", Configuration.Empty, Configuration.Empty, new([2], false, TaskKind.Values, 1), ["height"],
                Inputs: new("csv", "height", null, 2, ["rpoB", "katG"]));
        using (var network = saved.CreateNetwork())
        {
            saved.Save(model, network);
        }
        var data = Path.Combine(Path.GetDirectoryName(model)!, "new.csv");
        await File.WriteAllTextAsync(data, "id,katG,rpoB\nx,0.5,1\ny,2,0\n");

        var clustered = await OrchestratorProcess.RunAsync("predict", Sweep.Value, data, "--server", Address, "--device", "cpu");
        clustered.ExitCode.ShouldBe(0, clustered.Errors);
        clustered.Output.Split('\n').Select(line => line.Split(',')[0]).ShouldBe(["row", "x", "y"]);
        clustered.Output.ShouldStartWith("row,height\n");
        (await OrchestratorProcess.RunAsync("predict", model, data, "--device", "cpu")).ShouldBe(clustered);
    }

    [Fact]
    public async Task A_sweep_without_a_refit_has_nothing_to_score_with()
    {
        Gateway.Add(WatchTests.Planned);
        var ending = await OrchestratorProcess.RunAsync("predict", Sweep.Value, "/nowhere.csv", "--server", Address, "--device", "cpu");
        (ending.ExitCode, ending.Output).ShouldBe((2, ""));
        ending.Errors.ShouldContain("has no trained weights");
    }
}
