using System.Globalization;
using System.Text.Json;

namespace Orchestrator.Cli.Tests.EndToEnd;

/// <summary>An elimination on the real program: killed and resumed, its network saved, and its rows predicted.</summary>
public sealed class EliminationTests : IDisposable
{
    private readonly CliFixture workshop = new();

    public EliminationTests()
    {
        var random = new Random(5);
        var lines = Enumerable.Range(0, 160).Select(_ =>
        {
            double[] values = [.. Enumerable.Range(0, 20).Select(_ => Math.Round(random.NextDouble() * 4 - 2, 3))];
            var cells = string.Join(',', values.Select(value => value.ToString(CultureInfo.InvariantCulture)));
            return $"{cells},{(values[4] + values[11] > 0 ? "yes" : "no")}";
        });
        var names = string.Join(',', Enumerable.Range(0, 20).Select(i => $"g{i}"));
        File.WriteAllLines(workshop.Home("genes.csv"), [$"{names},label", .. lines]);
        File.WriteAllText(workshop.SweepFile, """
            name: planted
            seed: 11
            data: { path: genes.csv }
            model: { name: mlp, fixed: { batch_size: 16, units: 8, learning_rate: 0.02 } }
            search: { algorithm: elimination, elimination: { keep: [0.5, 2, 1], method: saliency } }
            cross_validation: { folds: 3, stratified: true, test: { fraction: 0.2, rows: random } }
            objective: { metric: accuracy, direction: maximize }
            stopping: { epochs: 8 }
            resources: { device: cpu, slots: 2, retries: 0 }
            """);
    }

    public void Dispose() => workshop.Dispose();

    [Fact]
    public async Task The_planted_inputs_are_named_and_the_network_takes_no_others()
    {
        await RunAsync("whole");
        var home = workshop.Home("whole");
        var saved = await CliAsync("best", "--json", "--save", workshop.Home("two.pt"), "--home", home);
        var best = JsonDocument.Parse(saved.Output).RootElement;
        best.GetProperty("inputs").EnumerateArray().Select(name => name.GetString()).ShouldBe(["g4", "g11"]);
        best.GetProperty("ending").GetString().ShouldNotBeNull().ShouldContain("with 2 inputs");
        (await CliAsync("show", "--home", home)).Output.ShouldContain("2 inputs, from trial 1");
        (await CliAsync("verify", "--home", home)).Output.ShouldContain("4 suggestions, all derived again");

        // A table with the columns that are needed, and one with all.
        await File.WriteAllLinesAsync(workshop.Home("new.csv"), ["g11,g4", "1.5,1", "-1.5,-1"]);
        foreach (var data in new[] { "new.csv", "genes.csv" })
        {
            var predicted = (await CliAsync("predict", workshop.Home("two.pt"), workshop.Home(data), "--device", "cpu")).Output.Split('\n');
            predicted[0].ShouldBe("row,predicted,no,yes");
            if (data == "new.csv")
            {
                predicted[1].ShouldContain(",yes,");
                predicted[2].ShouldContain(",no,");
            }
        }

        var joined = JsonDocument.Parse((await CliAsync("best", "--ensemble", "top:2", "--json", "--home", home)).Output).RootElement;
        joined.GetProperty("ensemble").GetProperty("members").GetArrayLength().ShouldBe(6);
        var explained = await CliAsync("explain", "planted-1", "--methods", "saliency", "--top", "1", "--json", "--home", home);
        explained.Output.ShouldContain("\"event\":\"explanation\"");
        var folder = workshop.Home("report");
        await CliAsync("report", "planted-1", "--out", folder, "--home", home);
        (await File.ReadAllTextAsync(Path.Combine(folder, "index.html"))).ShouldContain("within one standard error");
    }

    [Fact]
    public async Task Kills_change_nothing()
    {
        var table = await RunAsync("undisturbed");
        table.Length.ShouldBe(1 + 4);
        foreach (var (moment, count) in new[] { ("attempt-completed/1", 4), ("trial-completed/1", 2), ("epoch", 40) })
        {
            var home = await workshop.KillAndResumeAsync("killed", moment, count);
            (await workshop.WholeTableAsync(home)).ShouldBe(table, moment);
            Directory.Delete(workshop.Home(home), recursive: true);
        }
    }

    [Theory]
    [InlineData("keep: [0.5, 2, 1]", "keep: [30]", "Round 1 of the elimination would keep 30 of the 20 inputs")]
    [InlineData("keep: [0.5, 2, 1]", "keep: 1.5, rounds: 3", "'keep' is a share from 0.01 to 0.99")]
    [InlineData("method: saliency", "method: salience", "Did you mean 'saliency'?")]
    [InlineData("search: { algorithm: elimination,", "search: { algorithm: elimination, trials: 3,", "leave 'trials' out")]
    [InlineData("cross_validation:", "space: { dropout: { type: categorical, choices: [0.1, 0.3] } }\ncross_validation:",
        "searches the inputs alone")]
    public async Task What_cannot_be_eliminated_is_refused_with_a_cure(string from, string to, string message)
    {
        await File.WriteAllTextAsync(workshop.SweepFile, (await File.ReadAllTextAsync(workshop.SweepFile)).Replace(from, to));
        var ending = await OrchestratorProcess.RunAsync("run", workshop.SweepFile, "--home", workshop.Home("refused"));
        ending.ExitCode.ShouldBe(2, ending.Errors);
        ending.Errors.ShouldContain(message);
    }

    private static async Task<OrchestratorProcess.Ending> CliAsync(params string[] arguments)
    {
        var ending = await OrchestratorProcess.RunAsync(arguments);
        ending.ExitCode.ShouldBe(0, $"{string.Join(' ', arguments)}: {ending.Errors}");
        return ending;
    }

    private async Task<string[]> RunAsync(string home)
    {
        await CliAsync("run", workshop.SweepFile, "--home", workshop.Home(home));
        return await workshop.WholeTableAsync(home);
    }
}
