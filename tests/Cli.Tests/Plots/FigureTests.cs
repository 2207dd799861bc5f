using Orchestrator.Cli.Plots;
using Orchestrator.Cli.Tests.Rendering;
using Orchestrator.Contracts.Validation;
using Orchestrator.Sweeps.Figures;

namespace Orchestrator.Cli.Tests.Plots;

/// <summary>What each figure shows of recorded sweeps.</summary>
public sealed class FigureTests
{
    public static TheoryData<string> Names => [.. FigureRegistry.All.Select(figure => figure.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_figure_is_a_png_of_the_size_that_was_asked_for(string figure)
    {
        var data = Sample.For(figure);
        Sample.SizeOf(Sample.Write(figure, data, ".png")).ShouldBe((1200, 800));
        Sample.SizeOf(Sample.Write(figure, data, ".png", new FigureSize(900, 700))).ShouldBe((900, 700));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_figure_is_the_same_in_every_country(string figure)
    {
        var data = Sample.For(figure);
        Foreign.Run(() => Sample.Texts(Sample.Svg(figure, data))).ShouldBe(Sample.Texts(Sample.Svg(figure, data)));
    }

    [Fact]
    public void History_has_a_mark_a_trial_the_best_so_far_and_what_failed()
    {
        var svg = Sample.Svg("history", Sample.Of(Sample.Search()));
        var texts = Sample.Texts(svg);
        texts.ShouldContain("splice-1: accuracy of each trial");
        texts.ShouldContain("7 trials, 6 with a score; each scored by the mean of 2 folds; to maximize");
        texts.ShouldContain("trial");
        texts.ShouldContain("accuracy, mean over folds (higher is better)");
        texts.ShouldContain("best so far");
        texts.ShouldContain("failed");
        texts.ShouldNotContain("pruned");
        Sample.Filled(svg, Palette.Blue).ShouldBe(6 + 1); // and the legend's
        Sample.Stroked(svg, Palette.Vermillion).ShouldBeGreaterThanOrEqualTo(2);
    }

    [Fact]
    public void Curves_are_the_best_trials_and_no_others()
    {
        var data = Sample.Of(Sample.Search()) with { MostTrials = 2 };
        var texts = Sample.Texts(Sample.Svg("curves", data));
        texts.Where(text => text.StartsWith("trial ", StringComparison.Ordinal)).ShouldBe(["trial 4", "trial 5"]);
        texts.ShouldContain("epoch");
        Complaint("curves", data with { Measurements = [] }).ShouldContain("not measured in every epoch");
    }

    [Fact]
    public void A_curve_is_dotted_where_a_fold_has_stopped()
    {
        var story = Story.Begin();
        story.Suggest(0.001, 16, "max");
        story.Run(0, 0.5, 0.6);
        var whole = Sample.Of(story);
        var cut = whole with { Measurements = [.. story.Measurements.Where(m => m.Fold == 0 || m.Epoch < 3)] };
        Pieces(whole).ShouldBe(1);
        Pieces(cut).ShouldBeGreaterThan(10);
    }

    [Fact]
    public void Slices_have_a_panel_a_parameter_with_the_scale_of_its_search()
    {
        var data = Sample.Of(Sample.Search());
        var svg = Sample.Svg("slice", data);
        var texts = Sample.Texts(svg);
        texts.ShouldContain("learning_rate (log)");
        texts.ShouldContain("filters");
        texts.ShouldContain("pooling");
        texts.ShouldContain("a,\"b\"");
        texts.ShouldContain("0.01");
        Sample.Filled(svg, Palette.Amount(4 / 6.0)).ShouldBe(3); // trial 4, once a panel
    }

    [Fact]
    public void Parallel_coordinates_have_an_axis_a_parameter_and_one_for_the_score()
    {
        var svg = Sample.Svg("parallel", Sample.Of(Sample.Search()));
        var texts = Sample.Texts(svg);
        foreach (var name in new[] { "learning_rate (log)", "filters", "pooling", "accuracy", "max", "40000" })
        {
            texts.ShouldContain(name);
        }

        Sample.Stroked(svg, Palette.Amount(1)).ShouldBe(1); // the best one's line
        Sample.Stroked(svg, Palette.Amount(0)).ShouldBe(1); // the worst one's
    }

    [Fact]
    public void Ranks_have_a_panel_a_pair()
    {
        var svg = Sample.Svg("rank", Sample.Of(Sample.Search()));
        Sample.Texts(svg).Count(text => text == "filters").ShouldBe(2);
        Sample.Filled(svg, Palette.Amount(1)).ShouldBe(3);
    }

    [Fact]
    public void Equal_scores_share_a_rank()
    {
        var data = Sample.Of(Sample.Search());
        var scored = data.Scored(2, "rank");
        data.Ranks(scored).ShouldBe([5, 4, 2, 3, 0, 1]);
        data.Ranks([scored[0], scored[0], scored[4]]).ShouldBe([1.5, 1.5, 0]);
    }

    [Fact]
    public void The_distribution_rises_to_one()
    {
        var texts = Sample.Texts(Sample.Svg("edf", Sample.Of(Sample.Search())));
        texts.ShouldContain("share of the trials with this score or a lower one");
        texts.ShouldContain("1");
    }

    [Fact]
    public void Importance_has_a_bar_a_parameter_with_the_shares_of_the_command()
    {
        var story = Sample.Search();
        var svg = Sample.Svg("importance", Sample.Of(story));
        Sample.Filled(svg, Palette.Blue).ShouldBe(3);
        foreach (var (name, share) in ImportanceShares.Of(story.State, "fanova", 0))
        {
            Sample.Texts(svg).ShouldContain(name);
            Sample.Texts(svg).ShouldContain(share.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public void Pareto_tells_the_front_from_the_rest()
    {
        var svg = Sample.Svg("pareto", Sample.Of(Story.TwoGoals()));
        Sample.Texts(svg).ShouldContain("3 trials with scores, 2 on the front.");
        Sample.Texts(svg).ShouldContain("parameters, mean over folds (lower is better), log");
        Sample.Filled(svg, Palette.Vermillion).ShouldBe(2 + 1); // and the legend's
        Sample.Filled(svg, Palette.Gray).ShouldBe(1 + 1);
        Complaint("pareto", Sample.Of(Sample.Search())).ShouldContain("has one objective; 'pareto' needs a sweep with two or more");
    }

    [Fact]
    public void The_timeline_has_a_bar_an_attempt_coloured_by_its_outcome()
    {
        var svg = Sample.Svg("timeline", Sample.Of(Story.Whole()));
        var texts = Sample.Texts(svg);
        foreach (var text in new[] { "local/0", "local/1", "completed", "crashed", "diverged", "time since the sweep began [min]" })
        {
            texts.ShouldContain(text);
        }

        Sample.Filled(svg, Palette.Green).ShouldBe(5 + 1); // and the legend's
        Sample.Filled(svg, Palette.Vermillion).ShouldBe(1 + 1);
        Sample.Filled(svg, Palette.Purple).ShouldBe(1 + 1);
    }

    [Fact]
    public void What_still_runs_lasts_until_now()
    {
        var story = Story.Begin();
        story.Suggest(0.001, 16, "max");
        story.Start(0, 0);
        story.Wait(240);
        var texts = Sample.Texts(Sample.Svg("timeline", Sample.Of(story)));
        texts.ShouldContain("running");
        texts.ShouldContain("time since the sweep began [h]");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_sweep_with_too_little_is_told_so(string figure) =>
        Complaint(figure, Sample.Of(Story.Begin())).ShouldContain("'splice-1'");

    [Fact]
    public void Equal_scores_and_a_single_trial_make_a_figure_too()
    {
        var story = Story.Begin();
        story.Suggest(0.001, 16, "max");
        story.Run(0, 0, 0);
        Sample.Texts(Sample.Svg("history", Sample.Of(story))).ShouldContain("best so far");
        story.Suggest(0.001, 16, "max");
        story.Run(1, 0, 0);
        foreach (var figure in new[] { "history", "curves", "slice", "parallel", "rank", "edf", "timeline" })
        {
            Sample.Write(figure, Sample.Of(story), ".svg").ShouldNotBeEmpty();
        }
    }

    private static string Complaint(string figure, FigureData data) =>
        Should.Throw<UserError>(() => FigureRegistry.Find(figure).Of(data)).Message;

    // Skia writes a dotted line as a filled path of many short ones.
    private static int Pieces(FigureData data) => Sample.Svg("curves", data).Descendants()
        .Where(e => e.Name.LocalName == "path" && Palette.Blue.ToHex() is var color
            && (e.Attribute("stroke")?.Value == color || e.Attribute("fill")?.Value == color))
        .Max(e => e.Attribute("d")!.Value.Count(letter => letter == 'M'));
}
