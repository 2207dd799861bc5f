using System.Text.Json;

namespace Orchestrator.Cli.Tests.EndToEnd;

/// <summary>Accuracy against the number of weights, on the real program.</summary>
public sealed class SeveralObjectivesTests : IDisposable
{
    private readonly CliFixture workshop = new();

    public SeveralObjectivesTests() => File.WriteAllText(workshop.SweepFile, """
        name: planted
        seed: 11
        data: { path: dna.fasta, format: fasta }
        model: { name: sequence-cnn, fixed: { batch_size: 16 } }
        search: { algorithm: parego, trials: 6, parallel: 2 }
        space:
          learning_rate: { type: float, low: 1e-3, high: 1e-2, log: true }
          filters: { type: int, low: 2, high: 32, log: true }
        cross_validation: { folds: 2, stratified: true, test: { fraction: 0.2, rows: random } }
        objectives: [{ metric: accuracy }, { metric: parameters }]
        stopping: { epochs: 2 }
        resources: { device: cpu, slots: 2, retries: 2 }
        """);

    public void Dispose() => workshop.Dispose();

    [Fact]
    public async Task A_front_is_found_shown_exported_explained_and_derived_again()
    {
        string[] home = ["--home", workshop.Home("front")];
        var run = await OrchestratorProcess.RunAsync(["run", workshop.SweepFile, .. home]);
        run.ExitCode.ShouldBe(0, run.Errors);
        run.Output.ShouldContain("parameters ");
        run.Output.ShouldContain("hypervolume");

        var best = JsonDocument.Parse((await OrchestratorProcess.RunAsync(["best", "--json", .. home])).Output).RootElement;
        var front = best.GetProperty("front");
        front.GetProperty("hypervolume").GetDouble().ShouldBeGreaterThan(0);
        var members = front.GetProperty("trials").EnumerateArray().Select(m => (
            Trial: m.GetProperty("trial").GetInt32(), Accuracy: Mean(m, "accuracy"), Parameters: Mean(m, "parameters"))).ToArray();
        members[0].Trial.ShouldBe(best.GetProperty("trial").GetInt32());
        members.ShouldAllBe(m => m.Parameters > 50 && m.Parameters == Math.Floor(m.Parameters)); // a count, the same in both folds

        var export = await OrchestratorProcess.RunAsync(["export", .. home]);
        var rows = export.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Split(',')).ToArray();
        var (mean, parameters, flag) =
            (Array.IndexOf(rows[0], "mean"), Array.IndexOf(rows[0], "parameters_mean"), Array.IndexOf(rows[0], "front"));
        rows[1..].Where(row => row[flag] == "true").Select(row => int.Parse(row[0])).ShouldBe(members.Select(m => m.Trial).Order());
        foreach (var row in rows[1..])
        {
            members.ShouldNotContain(m => double.Parse(row[mean]) > m.Accuracy && double.Parse(row[parameters]) <= m.Parameters);
        }

        var importance = await OrchestratorProcess.RunAsync(["importance", "--objective", "parameters", .. home]);
        importance.Output.Split('\n')[0].ShouldStartWith("filters"); // the learning rate makes no weights
        var unknown = await OrchestratorProcess.RunAsync(["importance", "--objective", "loss", .. home]);
        (unknown.ExitCode, unknown.Errors.Contains("one of accuracy, parameters")).ShouldBe((2, true));
        (await OrchestratorProcess.RunAsync(["verify", .. home])).Output.ShouldContain("6 suggestions, all derived again");
        (await OrchestratorProcess.RunAsync(["list", .. home])).Output.ShouldContain($"{members.Length} on front");
        (await OrchestratorProcess.RunAsync(["show", .. home])).Output.ShouldContain("maximize accuracy, minimize parameters");
    }

    private static double Mean(JsonElement member, string metric) =>
        member.GetProperty("scores").GetProperty(metric).GetProperty("mean").GetDouble();
}
