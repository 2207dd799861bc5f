using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Constraints;
using Orchestrator.Search.Samplers;

namespace Orchestrator.Search.Tests.Samplers;

/// <summary>A grid neither repeats nor forgets a point, however it is walked.</summary>
public sealed class GridSamplerTests
{
    [Fact]
    public void Points_come_in_the_order_of_nested_loops()
    {
        var grid =
            new GridSampler(Spaces.Of(new IntParameter("a", 1, 2), Spaces.Choice("b", "x", "y"), new FloatParameter("c", 0, 1, Step: 0.5)));
        grid.Size.ShouldBe(12);
        Walk(grid).Take(4).Select(c => c.ToString()).ShouldBe(["a=1 b=x c=0", "a=1 b=x c=0.5", "a=1 b=x c=1", "a=1 b=y c=0"]);
        Walk(grid).Last().ToString().ShouldBe("a=2 b=y c=1");
    }

    [Fact]
    public void A_real_parameter_has_five_levels_on_its_own_scale()
    {
        var grid = new GridSampler(Spaces.Of(new FloatParameter("lr", 1e-4, 1, Log: true)));
        var values = Walk(grid).Select(c => c["lr"].Number).ToArray();
        values.Length.ShouldBe(Grid.RealLevels);
        for (var i = 0; i < values.Length; i++)
        {
            values[i].ShouldBe(Math.Pow(10, i - 4), 1e-12);
        }
    }

    [Fact]
    public void Parameters_that_do_not_exist_add_no_points()
    {
        var grid = new GridSampler(Spaces.Of(
            Spaces.Choice("optimizer", "sgd", "adam"),
                new FloatParameter("momentum", 0, 0.9, Step: 0.3, Condition: Spaces.When("optimizer", "sgd"))));
        Walk(grid).Select(c => c.ToString()).ShouldBe(
            ["optimizer=sgd momentum=0", "optimizer=sgd momentum=0.3", "optimizer=sgd momentum=0.6", "optimizer=sgd momentum=0.9",
                "optimizer=adam"]);
    }

    [Fact]
    public void Any_grid_is_complete_and_without_repeats() =>
        Prop.ForAll(AnySpace.Arbitrary, space =>
        {
            var grid = new GridSampler(space);
            if (grid.Size > 20_000)
            {
                return true;
            }

            var points = Walk(grid).ToList();
            return points.Count == grid.Size && points.Distinct().Count() == points.Count && points.All(space.Contains);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60).WithReplay(3, 5));

    [Fact]
    public void Constraints_leave_points_out_and_the_others_in_order()
    {
        var grid = new GridSampler(Spaces.ConstrainedGrid);
        var whole = Walk(new GridSampler(Spaces.ConstrainedGrid with { Constraints = null })).ToList();
        var allowed = whole.Where(c => c["a"].Number * (c.TryGet("b", out var b) ? b.Number : 0) <= 12 && c["a"].Number + c["c"].Number > 3)
            .ToList();
        Walk(grid).ShouldBe(allowed);
        grid.Size.ShouldBe(allowed.Count);
        allowed.Count.ShouldBeInRange(1, whole.Count - 1);
    }

    [Fact]
    public void Any_constrained_grid_is_complete_and_without_repeats() =>
        Prop.ForAll(AnySpace.Constrained, space =>
        {
            if (new GridSampler(space with { Constraints = null }) is var whole && whole.Size > 5_000)
            {
                return true;
            }

            var allowed = Walk(whole).Where(c => space.Violated(c) is null).ToHashSet();
            if (allowed.Count == 0)
            {
                return true; // the levels of a real parameter may miss a feasible part of the space
            }

            var grid = new GridSampler(space);
            var points = Walk(grid).ToList();
            return points.Count == grid.Size && points.Count == allowed.Count && allowed.SetEquals(points);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60).WithReplay(5, 9));

    [Fact]
    public void A_constrained_grid_is_counted_without_what_no_constraint_names()
    {
        var space = Spaces.Of([new IntParameter("a", 1, 10), .. Enumerable.Range(0, 20).Select(i => new IntParameter($"p{i}", 0, 99))])
            .Under("a <= 3");
        new GridSampler(space).Size.ShouldBe(3 * BigInteger.Pow(100, 20));
    }

    [Fact]
    public void A_grid_too_large_to_write_down_is_still_indexed()
    {
        var space = Spaces.Of([.. Enumerable.Range(0, 40).Select(i => new IntParameter($"p{i}", 0, 99))]);
        var grid = new GridSampler(space);
        grid.Size.ShouldBe(BigInteger.Pow(100, 40));
        grid.PointAt(grid.Size!.Value - 1)!.Settings.ShouldAllBe(setting => setting.Value.Number == 99);
        grid.PointAt(grid.Size.Value).ShouldBeNull();
    }

    [Fact]
    public void Results_and_pending_trials_do_not_move_the_walk()
    {
        var grid = new GridSampler(Spaces.Stepped);
        var request = Histories.Request(Spaces.Stepped, "half failed", 20, pending: 3);
        grid.Suggest(request).ShouldBe(grid.PointAt(23));
    }

    private static IEnumerable<Configuration> Walk(GridSampler grid)
    {
        for (var trial = 0; grid.Suggest(new SuggestionRequest(trial, [], [])) is { } point; trial++)
        {
            yield return point;
        }
    }
}
