using System.Text.Json;

namespace Orchestrator.Cli.Tests.EndToEnd;

/// <summary><c>explain</c> over a sweep whose classes are motifs that begin at position 16.</summary>
public sealed class ExplainTests(ExplainTests.Trained trained) : IClassFixture<ExplainTests.Trained>
{
    private static readonly string[] Methods = ["saliency", "integrated-gradients", "occlusion", "in-silico-mutagenesis"];

    [Fact]
    public async Task The_positions_of_the_motifs_come_first_and_are_known_at_once_the_next_time()
    {
        var home = trained.Copy("explained");
        var (content, output) = await ExplainAsync(home, "--top", "2");
        output.ShouldContain("attempt-completed/1");
        foreach (var motif in new[] { "donor", "acceptor" })
        {
            Ranking(content, motif).Take(4).ShouldAllBe(name => PlaceOf(name) >= 16 && PlaceOf(name) <= 21);
        }

        content.GetProperty("networks").GetInt32().ShouldBe(6);
        content.GetProperty("methods").EnumerateArray().Select(method => method.GetProperty("name").GetString())
            .ShouldBe(Methods, ignoreOrder: true);

        var (again, quickly) = await ExplainAsync(home, "--top", "2");
        quickly.ShouldNotContain("attempt");
        again.GetRawText().ShouldBe(content.GetRawText());
        (await OrchestratorProcess.RunAsync("verify", "planted-1-explained-1", "--home", home)).ExitCode.ShouldBe(0);
    }

    [Theory]
    [InlineData("attempt-started/1", 1)]
    [InlineData("attempt-completed/1", 3)]
    [InlineData("trial-completed/1", 3)]
    public async Task Killed_and_asked_again_the_answer_is_that_of_an_undisturbed_run(string moment, int count)
    {
        var home = trained.Copy($"killed-{moment.Replace('/', '-')}");
        using (var killed = OrchestratorProcess.Start([.. Arguments(home)]))
        {
            await killed.SeesAsync(moment, count);
            await killed.KillAsync();
        }

        var (content, _) = await ExplainAsync(home);

        content.GetRawText().ShouldBe((await trained.AnswerAsync()).GetRawText());
        var list = await OrchestratorProcess.RunAsync("list", "--json", "--home", home);
        JsonDocument.Parse(list.Output).RootElement.GetArrayLength().ShouldBe(2, "it went on with the one that was killed");
    }

    [Fact]
    public async Task Files_hold_all_inputs()
    {
        var home = trained.Copy("files");
        var folder = Path.Combine(home, "report");
        var ending = await OrchestratorProcess.RunAsync("explain", "planted-1", "--methods", "saliency", "--out", folder, "--rows", "3",
            "--home", home);
        ending.ExitCode.ShouldBe(0, ending.Errors);
        ending.Output.ShouldContain("saliency");
        var table = await File.ReadAllLinesAsync(Path.Combine(folder, "ranking.csv"));
        table.Length.ShouldBe(1 + 3 * 36); // three outputs, 36 positions
        table[0].ShouldStartWith("output,rank,input,name,mean_rank");
        var page = await File.ReadAllTextAsync(Path.Combine(folder, "explanation.html"));
        page.ShouldContain("The first inputs for donor");
        page.ShouldContain("Simonyan"); // the method's source
        foreach (var picture in new[] { "inputs", "methods", "positions" })
        {
            new FileInfo(Path.Combine(folder, $"{picture}.png")).Length.ShouldBeGreaterThan(10_000);
            (await File.ReadAllTextAsync(Path.Combine(folder, $"{picture}.svg"))).ShouldContain("<svg");
        }

        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "explanation.json")));
        Ranking(json.RootElement, "donor").Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("There is no attribution method 'salency'", "--methods", "salency")]
    [InlineData("Did you mean 'rows'?", "--set", "row=3")]
    [InlineData("this is no NAME=VALUE", "--set", "rows")]
    [InlineData("--set rows=-1", "--set", "rows=-1")]
    [InlineData("input-manipulation: DNA has no inputs that are there or not", "--methods", "input-manipulation", "--top", "1")]
    [InlineData("--top 0: at least 1 is needed", "--top", "0")]
    [InlineData("--permutations 0: at least 1 is needed", "--permutations", "0")]
    [InlineData("--pairs 1: at least 2 inputs make a pair", "--pairs", "1")]
    [InlineData("DNA has no inputs that are there or not", "--pairs", "3", "--methods", "saliency", "--top", "1")]
    [InlineData("--compare: nowhere.meme: there is no such file", "--compare", "nowhere.meme")]
    [InlineData("--output donr: the network has no such output", "--output", "donr", "--methods", "saliency", "--top", "1")]
    public async Task What_cannot_be_asked_is_refused_with_a_cure(string message, params string[] options)
    {
        var home = trained.Copy(Guid.NewGuid().ToString("N"));
        var ending = await OrchestratorProcess.RunAsync(["explain", "planted-1", "--home", home, .. options]);
        ending.ExitCode.ShouldBe(2, ending.Errors);
        ending.Errors.ShouldContain(message);
        ending.Errors.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Filters_are_told_as_motifs_with_the_known_ones_that_fit_them()
    {
        var home = trained.Copy("motifs");
        var (known, folder) = (Path.Combine(home, "known.jaspar"), Path.Combine(home, "report"));
        await File.WriteAllTextAsync(known, string.Concat(new[] { "GTAAGT", "TTCAGG", "AACCAACC", "CCCTTTTG", "GAGAGAGC" }
            .Select((motif, i) => $">MA{i} {motif}\n{string.Join('\n', "ACGT".Select(letter =>
                $"{letter} [ {string.Join(' ', motif.Select(own => own == letter ? "97" : "1"))} ]"))}\n")));
        var ending = await OrchestratorProcess.RunAsync("explain", "planted-1", "--methods", "saliency", "--top", "1", "--compare", known,
            "--out", folder, "--home", home);
        ending.ExitCode.ShouldBe(0, ending.Errors);
        ending.Output.ShouldContain("Filters of the first layer");

        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "explanation.json")));
        var motifs = json.RootElement.GetProperty("motifs").EnumerateArray().ToArray();
        motifs.Select(motif => motif.GetProperty("known").GetProperty("pValue").GetDouble()).ShouldAllBe(p => p > 0 && p <= 1);
        motifs.Count(motif => motif.GetProperty("known").GetProperty("target").GetString() is "MA0" or "MA1").ShouldBeGreaterThan(0);
        new FileInfo(Path.Combine(folder, "motifs.png")).Length.ShouldBeGreaterThan(10_000);
        (await File.ReadAllTextAsync(Path.Combine(folder, "motifs.svg"))).ShouldContain("<svg");
        (await File.ReadAllLinesAsync(Path.Combine(folder, "motifs.csv"))).Length.ShouldBe(1 + motifs.Length);
        (await File.ReadAllTextAsync(Path.Combine(folder, "motifs.meme"))).ShouldStartWith("MEME version");
        (await File.ReadAllTextAsync(Path.Combine(folder, "explanation.html"))).ShouldContain("What the filters look for");
    }

    [Fact]
    public async Task Networks_that_were_not_kept_cannot_be_explained()
    {
        var home = trained.Copy("cleaned");
        (await OrchestratorProcess.RunAsync("clean", "planted-1", "--keep", "none", "--home", home)).ExitCode.ShouldBe(0);
        var ending = await OrchestratorProcess.RunAsync("explain", "planted-1", "--home", home);
        ending.ExitCode.ShouldBe(2);
        ending.Errors.ShouldContain("The networks of 'planted-1' are not kept");
    }

    private static string[] Arguments(string home, params string[] options) =>
        ["explain", "planted-1", "--methods", string.Join(',', Methods), "--set", "rows=40", "--json", "--home", home, .. options];

    private static async Task<(JsonElement Content, string Output)> ExplainAsync(string home, params string[] options)
    {
        var ending = await OrchestratorProcess.RunAsync(Arguments(home, options));
        ending.ExitCode.ShouldBe(0, ending.Errors);
        var last = JsonDocument.Parse(ending.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]).RootElement;
        last.GetProperty("event").GetString().ShouldBe("explanation");
        return (last.GetProperty("data"), ending.Output);
    }

    private static List<string> Ranking(JsonElement content, string output) =>
    [
        .. content.GetProperty("outputs").EnumerateArray().Single(own => own.GetProperty("name").GetString() == output)
            .GetProperty("ranking").EnumerateArray().Select(input => input.GetProperty("name").GetString()!),
    ];

    private static int PlaceOf(string position) => int.Parse(position.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A home with a sweep that has ended, to be copied.</summary>
    public sealed class Trained : IAsyncLifetime
    {
        private readonly CliFixture workshop = new();
        private JsonElement? answer;

        public string Home => workshop.Home("trained");

        public async Task InitializeAsync()
        {
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
        public async Task<JsonElement> AnswerAsync() => answer ??= (await ExplainAsync(Copy("undisturbed"))).Content;
    }
}
