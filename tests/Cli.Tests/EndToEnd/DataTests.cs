using System.Text.Json;

namespace Orchestrator.Cli.Tests.EndToEnd;

public sealed class DataTests : IDisposable
{
    private readonly CliFixture workshop = new();

    public void Dispose() => workshop.Dispose();

    [Fact]
    public async Task Data_is_described_from_its_file_and_from_a_sweep_file()
    {
        var text = await OrchestratorProcess.RunAsync("data", "describe", workshop.Data);
        text.ExitCode.ShouldBe(0, text.Errors);
        text.Output.ShouldContain("sequences of 36 to 36 bases");
        var json =
            JsonDocument.Parse((await OrchestratorProcess.RunAsync("data", "describe", workshop.SweepFile, "--json")).Output).RootElement;
        json.GetProperty("rows").GetInt32().ShouldBe(150);
        json.GetProperty("targets")[0].GetProperty("classes").GetProperty("donor").GetInt32().ShouldBe(50);
        (await OrchestratorProcess.RunAsync("data", "describe", workshop.Data, "--key", "class")).ShouldSatisfyAllConditions(
            wrong => wrong.ExitCode.ShouldBe(2), wrong => wrong.Errors.ShouldContain("has no field 'class='"));
    }

    [Theory]
    [InlineData("histone")]
    [InlineData("burden")]
    [InlineData("tumours")]
    [InlineData("chromatin")]
    public async Task Drawn_data_comes_with_a_sweep_file_that_is_right(string kind)
    {
        var drawn =
            await OrchestratorProcess.RunAsync("data", "synth", kind, "--rows", "120", "--seed", "5", "--out", workshop.Home("drawn"));
        drawn.ExitCode.ShouldBe(0, drawn.Errors);
        var plan = await OrchestratorProcess.RunAsync("plan", Path.Combine(workshop.Home("drawn"), kind + ".yaml"));
        plan.ExitCode.ShouldBe(0, plan.Errors);
        plan.Output.ShouldContain($"{kind}: 10 trials x 4 folds + refit");
    }
}
