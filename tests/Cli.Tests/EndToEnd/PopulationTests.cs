using System.Text.Json;

namespace Orchestrator.Cli.Tests.EndToEnd;

/// <summary>Population-based training on the real program, killed and resumed.</summary>
public sealed class PopulationTests : IDisposable
{
    private readonly CliFixture workshop = new();

    public PopulationTests() => File.WriteAllText(workshop.SweepFile, """
        name: planted
        seed: 11
        data: { path: dna.fasta, format: fasta }
        model: { name: sequence-cnn, fixed: { batch_size: 16, filters: 8 } }
        search: { algorithm: population, population: 3, trials: 9 }
        space:
          learning_rate: { type: float, low: 1e-4, high: 1e-2, log: true }
          dropout: { type: float, low: 0.1, high: 0.4, step: 0.1 }
        cross_validation: { folds: 2, stratified: true, test: { fraction: 0.2, rows: random } }
        objective: { metric: loss }
        stopping: { epochs: 2 }
        resources: { device: cpu, slots: 2, retries: 0 }
        """);

    public void Dispose() => workshop.Dispose();

    [Fact]
    public async Task Generations_go_on_from_each_other_and_a_killed_sweep_ends_with_the_same_table()
    {
        using (var run = workshop.Run("whole"))
        {
            (await run.EndAsync()).ExitCode.ShouldBe(0);
        }

        var killed = await workshop.KillAndResumeAsync("killed", "trial-completed/1", 4); // in the second generation

        var (whole, again) = (await TrialsAsync("whole"), await TrialsAsync(killed));
        again.ShouldBe(whole);
        whole.Length.ShouldBe(9 + 1);
        whole[3..9].ShouldAllBe(line => line.Contains("from "));
        (await OrchestratorProcess.RunAsync("verify", "--home", workshop.Home(killed))).Output.ShouldContain(
            "9 suggestions, all derived again");
        (await OrchestratorProcess.RunAsync("show", "--home", workshop.Home(killed))).Output.ShouldContain("from trial ");
        var best =
            JsonDocument.Parse((await OrchestratorProcess.RunAsync("best", "--json", "--home", workshop.Home(killed))).Output).RootElement;
        best.GetProperty("trial").GetInt32().ShouldBeGreaterThanOrEqualTo(6, "it has trained longest");
        best.GetProperty("earlierEpochs").GetInt32().ShouldBeInRange(2, 4); // of two generations of two epochs
    }

    private async Task<string[]> TrialsAsync(string home)
    {
        var show = await OrchestratorProcess.RunAsync("show", "--json", "--home", workshop.Home(home));
        var state = JsonDocument.Parse(show.Output).RootElement;
        string Parent(JsonElement trial) => trial.TryGetProperty("parent", out var parent) ? $" from {parent}" : "";
        return
        [
            .. state.GetProperty("trials").EnumerateArray()
                .Select(t => $"{t.GetProperty("number")}{Parent(t)} {t.GetProperty("mean")} {t.GetProperty("deviation")}"),
            $"refit {state.GetProperty("refit").GetProperty("result").GetProperty("score")}",
        ];
    }
}
