using System.Text.Json;
using Orchestrator.Contracts.Api.Figures;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Contracts.Validation;
using Orchestrator.Sweeps.Figures;

namespace Orchestrator.Sweeps.Tests.Figures;

/// <summary>Figures as data.</summary>
public sealed class FigureDataTests
{
    private static readonly Script Whole = Run(15);

    public static TheoryData<string> Names =>
        [.. FigureRegistry.All.Select(figure => figure.Name).Except(["pareto", "hypervolume", "curves", "contour"])];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_figure_crosses_the_wire(string name)
    {
        var figure = FigureRegistry.Find(name).Of(Of(Whole, new FigureRequest(name)));
        var json = JsonSerializer.Serialize(figure, WireJson.Options);
        var read = JsonSerializer.Deserialize<Figure>(json, WireJson.Options)!;
        JsonSerializer.Serialize(read, WireJson.Options).ShouldBe(json);
        read.Panels.SelectMany(panel => panel.Marks).Select(mark => mark.GetType())
            .ShouldBe(figure.Panels.SelectMany(panel => panel.Marks).Select(mark => mark.GetType()));
    }

    [Fact]
    public void However_long_the_sweep_a_figure_stays_small_and_shows_the_best()
    {
        var things = Enumerable.Range(0, 50_000).ToArray();
        var kept = FigureData.Thinned(things);
        kept.Count.ShouldBe(FigureData.MostPoints);
        kept.ShouldBeInOrder();
        kept.ShouldBeUnique();
        kept.TakeLast(500).ShouldBe(things.TakeLast(500));
        FigureData.Thinned([1, 2, 3]).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public void Folds_of_the_best_trials_stand_beside_each_other_paired_by_fold()
    {
        var figure = FigureRegistry.Find("folds").Of(Of(Whole, new FigureRequest("folds", Trials: 3)));
        var panel = figure.Panels.ShouldHaveSingleItem();
        panel.X.Names.ShouldBe(["trial 14", "trial 13", "trial 12"]);
        panel.Marks.OfType<LineMark>().Count().ShouldBe(2); // a line a fold
        panel.Marks.OfType<LineMark>().First().Y.ShouldBe([1.4, 1.3, 1.2], 1e-9);
    }

    [Fact]
    public void Chosen_trials_are_shown_in_their_order()
    {
        var figure = FigureRegistry.Find("folds").Of(Of(Whole, new FigureRequest("folds", Chosen: [2, 0])));
        figure.Panels[0].X.Names.ShouldBe(["trial 2", "trial 0"]);
        Should.Throw<UserError>(() => FigureRegistry.Find("folds").Of(Of(Whole, new FigureRequest("folds", Chosen: [99]))))
            .Message.ShouldContain("Trial 99");
    }

    [Fact]
    public void A_slice_tells_what_a_surrogate_expects_once_there_are_enough_trials()
    {
        Marks<BandMark>(Whole).ShouldHaveSingleItem();
        Marks<BandMark>(Run(5)).ShouldBeEmpty();

        static IEnumerable<T> Marks<T>(Script script) where T : FigureMark =>
            FigureRegistry.Find("slice").Of(Of(script, new FigureRequest("slice"))).Panels.SelectMany(p => p.Marks).OfType<T>();
    }

    [Fact]
    public void The_best_so_far_has_a_point_an_improvement()
    {
        var script = Script.Planned(trials: 4, folds: 1);
        foreach (var score in new[] { 0.5, 0.4, 0.7, 0.6 })
        {
            script.RunTrial(score);
        }

        var best = FigureRegistry.Find("history").Of(Of(script, new FigureRequest("history"))).Panels[0].Marks.OfType<LineMark>().Single();
        best.X.ShouldBe([0, 2, 3]);
        best.Y.ShouldBe([0.5, 0.7, 0.7]);
    }

    private static FigureData Of(Script script, FigureRequest request) => FigureData.Of(script.State, request, [], script.Now);

    private static Script Run(int trials)
    {
        var script = Script.Planned(trials: trials);
        for (var trial = 0; trial < trials; trial++)
        {
            script.RunTrial(trial / 10.0, trial / 10.0 + 0.05);
        }

        return script;
    }
}
