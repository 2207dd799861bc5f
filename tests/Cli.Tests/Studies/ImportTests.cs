using System.Text.Json;
using Orchestrator.Cli.Tests.EndToEnd;

namespace Orchestrator.Cli.Tests.Studies;

/// <summary><c>orchestrator import</c>, and a search that begins with what a study has found.</summary>
public sealed class ImportTests : IDisposable
{
    private readonly StudyFixture fixture = new();
    private readonly CliFixture workshop = new();

    public void Dispose()
    {
        fixture.Dispose();
        workshop.Dispose();
    }

    [Fact]
    public async Task It_prints_a_space_that_a_sweep_file_takes()
    {
        var study = fixture.WriteDatabase() + ":rates";
        var ending = await OrchestratorProcess.RunAsync("import", study);
        ending.Output.ShouldStartWith("# Optuna's study 'rates': 6 trials, 2 with a value, maximized.");
        ending.Output.ShouldContain("\nobjective: { metric: FILL-IN, direction: maximize }\n");
        ending.Errors.ShouldContain($"{fixture.Database}: 'units' is absent from 1 trial");
        ending.Output.ShouldEndWith("""
            space:
              learning_rate: { type: float, low: 0.0001, high: 0.1, log: true }
              units: { type: int, low: 8, high: 64, step: 8 }
              optimizer: { type: categorical, choices: [adam, sgd, none, true, 3] }
              dropout: { type: float, low: 0, high: 0.5, step: 0.1 }
            """);
        var json = JsonDocument.Parse((await OrchestratorProcess.RunAsync("import", study, "--json")).Output).RootElement;
        json.GetProperty("trials").GetArrayLength().ShouldBe(6);
        json.GetProperty("trials")[2].GetProperty("settings").GetProperty("units").GetProperty("value").GetDouble().ShouldBe(64);
    }

    [Fact]
    public async Task A_search_learns_from_a_study()
    {
        var lines = (await File.ReadAllTextAsync(workshop.SweepFile)).Replace("trials: 3", "trials: 2", StringComparison.Ordinal)
            .Replace("folds: 3", "folds: 2", StringComparison.Ordinal).Split('\n').Where(line => !line.Contains("dropout:"));
        await File.WriteAllLinesAsync(workshop.SweepFile, lines);
        var ending = await OrchestratorProcess.RunAsync("run", workshop.SweepFile, "--home", workshop.Home("warm"), "--warm-start",
            fixture.WriteDatabase() + ":rates");
        ending.ExitCode.ShouldBe(0, ending.Errors);
        ending.Errors.ShouldContain("warm start from rates: 2 of its trials have a place in this space");
        ending.Errors.ShouldContain("'units' left out: it no longer exists there");
    }

    [Fact]
    public async Task A_study_of_the_other_direction_is_refused()
    {
        var ending = await OrchestratorProcess.RunAsync("run", workshop.SweepFile, "--home", workshop.Home("warm"), "--warm-start",
            fixture.WriteJournal());
        (ending.ExitCode, ending.Errors).ShouldBe(
            (2, "error: The study 'lr-search' minimized its objective, and this sweep does the opposite with accuracy.\n"));
    }
}
