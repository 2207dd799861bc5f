using System.Text;
using Orchestrator.Cli.Plots;
using Orchestrator.Cli.Tests.Rendering;
using Orchestrator.Contracts.Collections;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Sweeps.Figures;

namespace Orchestrator.Cli.Tests.Plots;

/// <summary>Names and numbers in figures.</summary>
public sealed class PlotTextTests
{
    private const string Hostile = "<img onerror=alert(1)>&\"'";

    [Theory]
    [InlineData("history")]
    [InlineData("curves")]
    [InlineData("slice")]
    [InlineData("parallel")]
    [InlineData("rank")]
    [InlineData("edf")]
    [InlineData("importance")]
    [InlineData("timeline")]
    public void Hostile_names_stay_text(string figure)
    {
        var data = Renamed(Hostile, new string('x', 200));
        var source = Encoding.UTF8.GetString(Sample.Write(figure, data, ".svg"));
        source.ShouldNotContain("<img");
        var svg = Sample.Svg(figure, data); // and it is well-formed
        svg.Descendants().Select(e => e.Name.LocalName).ShouldNotContain("img");
        if (figure != "timeline") // it names no metric
        {
            Sample.Texts(svg).ShouldContain(text => text.Contains(Hostile, StringComparison.Ordinal));
        }

        source.ShouldNotContain(new string('x', 41));
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("two\nlines\tand\u202E", "two lines and ")]
    [InlineData("0123456789", "0123456…", 8)]
    public void Names_are_one_line_of_a_length(string name, string shown, int most = 40) => FigureText.Clean(name, most).ShouldBe(shown);

    [Fact]
    public void What_is_no_character_is_replaced() => FigureText.Clean("lone \ud800 half").ShouldBe("lone \ufffd half");

    [Theory]
    [InlineData(0, 0.1, "0")]
    [InlineData(0.30000000000000004, 0.1, "0.3")]
    [InlineData(0.912346, 0.000001, "0.912346")]
    [InlineData(-20000, 5000, "-20000")]
    [InlineData(1e6, 1e6, "1e6")]
    [InlineData(1.5e-5, 5e-6, "1.5e-5")]
    public void Ticks_have_the_digits_that_their_step_needs(double value, double step, string shown) =>
        PlotText.Tick(value, step).ShouldBe(shown);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(-1e300, 1e300)]
    [InlineData(1, 1.0000000000000002)]
    [InlineData(1e-320, 2e-320)]
    public void A_scale_of_any_two_numbers_has_room_and_few_ticks(double low, double high)
    {
        var scale = Scale.Of(FigureAxes.Linear("", [low, high]), 7, across: true);
        scale.Low.ShouldBeLessThan(scale.High);
        scale.Ticks.Count.ShouldBeInRange(0, 12);
        scale.Ticks.ShouldAllBe(tick => double.IsFinite(tick.At));
    }

    private static FigureData Renamed(string metric, string parameter)
    {
        var data = Sample.Of(Sample.Search());
        var definition = data.State.Definition;
        var space = new SearchSpace(definition.Space.Parameters.Select(p => p.Name == "filters" ? p with { Name = parameter } : p)
            .ToEquatableList());
        return data with
        {
            State = data.State with
            {
                Plan = definition with { Objective = new ObjectiveDefinition(metric, Direction.Maximize), Space = space },
                Trials = [.. data.State.Trials.Select(t => t with
                {
                    Configuration = new Configuration(t.Configuration.Settings
                        .Select(s => s.Name == "filters" ? s with { Name = parameter } : s).ToEquatableList()),
                })],
            },
            Measurements = [.. data.Measurements.Select(m => m with { Metric = m.Metric.Replace("accuracy", metric) })],
        };
    }
}
