using System.Text.Json;
using System.Text.RegularExpressions;
using Orchestrator.Cli.Reports;
using Orchestrator.Cli.Tests.EndToEnd;
using Orchestrator.Cli.Tests.Plots;
using Orchestrator.Cli.Tests.Rendering;
using Orchestrator.Contracts.Api.Figures;
using Orchestrator.Contracts.Serialization;

namespace Orchestrator.Cli.Tests.Reports;

/// <summary><c>orchestrator report</c>: one page with all of a sweep.</summary>
public sealed partial class ReportCommandTests : IDisposable
{
    private readonly string home = Directory.CreateTempSubdirectory("report-").FullName;

    public void Dispose() => Directory.Delete(home, recursive: true);

    [Fact]
    public async Task The_page_is_one_file_with_figures_trials_and_how_it_was_made()
    {
        await StoryJournal.WriteAsync(Story.Whole(), Path.Combine(home, "journal.db"));
        var output = Path.Combine(home, "new", "folder");
        var ending = await OrchestratorProcess.RunAsync("report", "splice-1", "--out", output, "--home", home);
        ending.ExitCode.ShouldBe(0, ending.Errors);
        ending.Errors.ShouldContain(Path.Combine(output, "index.html"));
        Directory.EnumerateFileSystemEntries(output).ShouldHaveSingleItem();
        var page = await File.ReadAllTextAsync(Path.Combine(output, "index.html"));
        page.ShouldContain("Best of 3: trial 1");
        page.ShouldContain("On rows that no trial has seen: accuracy 0.9512");
        page.ShouldContain("<tr id=\"trial-2\">");
        page.ShouldContain("The loss is NaN in epoch 2.");
        page.ShouldContain("orchestrator verify splice-1");
    }

    [Fact]
    public void A_figure_of_which_there_is_too_little_is_left_out_and_the_others_are_whole()
    {
        Names(Story.Whole()).ShouldBe(["history", "edf", "parallel", "slice", "rank", "folds", "curves", "timeline"]);
        Names(Story.TwoGoals()).ShouldContain("pareto");
        Names(Sample.Search(12)).ShouldContain("contour");
        Names(Story.Begin()).ShouldBeEmpty();
    }

    [Fact]
    public void The_page_asks_for_nothing_from_elsewhere_and_names_stay_text()
    {
        const string Hostile = "</script><img src=x onerror=alert(1)>";
        var story = Story.Begin();
        story.Suggest(0.001, 16, "max");
        story.Run(0, 0.5, 0.6);
        var named = story.State with
        {
            Plan = story.State.Definition with { Model = story.State.Definition.Model with { Name = Hostile }, Name = Hostile },
            Ending = Hostile,
        };
        var page = SweepReport.Of(named, story.Measurements, story.Now);
        page.ShouldNotContain("<img");
        Outside().Matches(page).ShouldBeEmpty();
        page.ShouldContain("&lt;/script&gt;&lt;img");
    }

    private static string[] Names(Story story) =>
    [
        .. FigureData().Matches(SweepReport.Of(story.State, story.Measurements, story.Now))
            .Select(match => JsonSerializer.Deserialize<Figure>(match.Groups[1].Value, WireJson.Options)!.Name),
    ];

    [GeneratedRegex("""<script type="application/json" id="figure-\d+">(.*?)</script>""")]
    private static partial Regex FigureData();

    [GeneratedRegex("""<(?:script|link|img|iframe)[^>]*(?:src|href)\s*=""")]
    private static partial Regex Outside();
}
