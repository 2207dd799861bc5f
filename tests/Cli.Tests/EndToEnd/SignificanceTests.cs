using System.Globalization;
using System.Text.Json;

namespace Orchestrator.Cli.Tests.EndToEnd;

/// <summary><c>explain --permutations</c> and <c>--pairs</c> over 15 genes, of which g4 and g11 make the class.</summary>
public sealed class SignificanceTests(SignificanceTests.Trained trained) : IClassFixture<SignificanceTests.Trained>
{
    [Fact]
    public async Task The_planted_genes_and_no_others_are_significant_and_pairs_are_told()
    {
        var home = trained.Copy("whole");
        var content = await ExplainAsync(home, "--permutations", "19", "--pairs", "3");
        content.GetProperty("permutations").GetProperty("count").GetInt32().ShouldBe(19);
        content.GetProperty("permutations").GetProperty("scoreP").GetDouble().ShouldBe(0.05, 1e-9);
        var output = content.GetProperty("outputs")[0];
        var names = output.GetProperty("ranking").EnumerateArray()
            .ToDictionary(input => input.GetProperty("input").GetInt32(), input => input.GetProperty("name").GetString());
        output.GetProperty("significance").EnumerateArray().Where(input => input.GetProperty("pValue").GetDouble() <= 0.05)
            .Select(input => names[input.GetProperty("input").GetInt32()]).ShouldBe(["g4", "g11"], ignoreOrder: true);

        var pairs = content.GetProperty("pairs").EnumerateArray().ToArray();
        pairs.Length.ShouldBe(3, "of the first three inputs");
        pairs.ShouldContain(pair => pair.GetProperty("first").GetString() == "g4" && pair.GetProperty("second").GetString() == "g11");
        (await OrchestratorProcess.RunAsync("verify", "planted-1-permuted-1", "--home", home)).ExitCode.ShouldBe(0);
        Directory.EnumerateFiles(Path.Combine(home, "sweeps", "planted-1-permuted-1"), "checkpoint.bin", SearchOption.AllDirectories)
            .ShouldBeEmpty("networks that were trained on permuted targets have served their purpose");
    }

    [Theory]
    [InlineData("attempt-completed/1", 8)]
    [InlineData("epoch", 25)]
    public async Task Killed_and_asked_again_the_answer_is_that_of_an_undisturbed_run(string moment, int count)
    {
        var home = trained.Copy($"killed-{moment.Replace('/', '-')}");
        using (var killed = OrchestratorProcess.Start(Arguments(home, "--permutations", "4")))
        {
            await killed.SeesAsync(moment, count);
            await killed.KillAsync();
        }

        var content = await ExplainAsync(home, "--permutations", "4");
        content.GetRawText().ShouldBe((await trained.AnswerAsync()).GetRawText());
    }

    [Fact]
    public async Task Few_permutations_say_that_they_give_no_level()
    {
        var home = trained.Copy("few");
        var folder = Path.Combine(home, "report");
        var ending = await OrchestratorProcess.RunAsync("explain", "planted-1", "--methods", "saliency", "--top", "1", "--permutations",
            "2", "--pairs", "2", "--out", folder, "--home", home);
        ending.ExitCode.ShouldBe(0, ending.Errors);
        ending.Output.ShouldContain("So few give no p below 0.333: the level 0.05 takes 19.");
        (await File.ReadAllLinesAsync(Path.Combine(folder, "ranking.csv")))[0].ShouldContain(",p,q,");
        (await File.ReadAllLinesAsync(Path.Combine(folder, "pairs.csv"))).Length.ShouldBe(2);
        (await File.ReadAllTextAsync(Path.Combine(folder, "explanation.html"))).ShouldContain("Pairs of inputs");
    }

    private static string[] Arguments(string home, params string[] options) =>
        ["explain", "planted-1", "--methods", "saliency", "--top", "1", "--json", "--home", home, .. options];

    private static async Task<JsonElement> ExplainAsync(string home, params string[] options)
    {
        var ending = await OrchestratorProcess.RunAsync(Arguments(home, options));
        ending.ExitCode.ShouldBe(0, ending.Errors);
        ending.Errors.ShouldNotContain("left out"); // a run that failed is told of, and not compared with
        return JsonDocument.Parse(ending.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]).RootElement.GetProperty("data");
    }

    /// <summary>A home with a sweep that has ended, to be copied.</summary>
    public sealed class Trained : IAsyncLifetime
    {
        private readonly CliFixture workshop = new();
        private JsonElement? answer;

        private string Home => workshop.Home("trained");

        public async Task InitializeAsync()
        {
            var random = new Random(5);
            string Row(int _)
            {
                double[] values = [.. Enumerable.Range(0, 15).Select(_ => Math.Round(random.NextDouble() * 4 - 2, 3))];
                return $"{string.Join(',', values.Select(value => value.ToString(CultureInfo.InvariantCulture)))},"
                    + (values[4] + values[11] > 0 ? "yes" : "no");
            }

            await File.WriteAllLinesAsync(workshop.Home("genes.csv"),
                [$"{string.Join(',', Enumerable.Range(0, 15).Select(i => $"g{i}"))},label", .. Enumerable.Range(0, 150).Select(Row)]);
            await File.WriteAllTextAsync(workshop.SweepFile, """
                name: planted
                seed: 11
                data: { path: genes.csv }
                model: { name: mlp, fixed: { batch_size: 25, units: 8, learning_rate: 0.02 } }
                search: { algorithm: grid, trials: 1 }
                space: { dropout: { type: categorical, choices: [0.1] } }
                cross_validation: { folds: 3, stratified: true, test: { fraction: 0.2, rows: random } }
                objective: { metric: accuracy, direction: maximize }
                stopping: { epochs: 6 }
                resources: { device: cpu, slots: 2, retries: 2 }
                """);
            using var run = workshop.Run("trained");
            var ending = await run.EndAsync();
            ending.ExitCode.ShouldBe(0, ending.Errors);
        }

        public Task DisposeAsync()
        {
            workshop.Dispose();
            return Task.CompletedTask;
        }

        /// <summary>A home of the test's own.</summary>
        public string Copy(string name)
        {
            var to = workshop.Home(name);
            foreach (var file in Directory.EnumerateFiles(Home, "*", SearchOption.AllDirectories))
            {
                var copy = Path.Combine(to, Path.GetRelativePath(Home, file));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }

            return to;
        }

        /// <summary>What nobody disturbed.</summary>
        public async Task<JsonElement> AnswerAsync() => answer ??= await ExplainAsync(Copy("undisturbed"), "--permutations", "4");
    }
}
