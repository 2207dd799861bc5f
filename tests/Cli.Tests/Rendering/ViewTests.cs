using System.Text.Json;
using Orchestrator.Cli.Rendering;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Contracts.Trials;
using Orchestrator.Sweeps;
using Orchestrator.Sweeps.Views;

namespace Orchestrator.Cli.Tests.Rendering;

/// <summary>What views say of a sweep, and how they look as JSON.</summary>
public sealed class ViewTests
{
    [Fact]
    public void The_best_view_has_both_scores()
    {
        var best = BestView.Of(Story.Whole().State);
        (best.Trial, best.Status, best.Metric, best.RefitEpochs).ShouldBe((1, SweepStatus.Completed, "accuracy", 3));
        best.Mean!.Value.ShouldBe(0.94375, 1e-12);
        best.Deviation!.Value.ShouldBe(0.0125 / Math.Sqrt(2), 1e-12);
        best.Test!.Score.ShouldBe(0.9512);
    }

    [Fact]
    public void A_test_score_comes_with_its_interval_where_there_is_one()
    {
        var best = BestView.Of(Story.Whole().State);
        var measured =
            best with
            {
                Test =
                best.Test! with
                {
                    Metrics = new Dictionary<string, double>
                    { ["test/accuracy.low"] = 0.938, ["test/accuracy.high"] = 0.963 }
                }
            };

        Paper.Of(tables => tables.Print(measured)).ShouldContain("accuracy 0.9512 (95 %: 0.9380 to 0.9630) of the best one");
        Formatting.Interval(best.Test!, "loss").ShouldBe("");
    }

    [Fact]
    public void Without_a_test_set_no_score_passes_for_a_test_score()
    {
        var state = Story.Whole(test: 0).State;
        state.Refit!.Result.ShouldNotBeNull(); // it is the score of the training rows
        BestView.Of(state).Test.ShouldBeNull();
        state.Summarize().Test.ShouldBeNull();
        Paper.Of(tables => tables.Print(BestView.Of(state))).ShouldNotContain("Test:");
    }

    [Fact]
    public void A_sweep_without_a_score_has_no_best()
    {
        var best = BestView.Of(Story.Begin().State);
        (best.Trial, best.Configuration, best.Mean, best.Test, best.Seconds).ShouldBe((null, null, null, null, null));
    }

    [Fact]
    public void A_trial_shows_its_attempts_with_reasons_and_the_refit_that_is_its()
    {
        var story = Story.Whole();
        var view = TrialViews.Details(story.State, 1, [.. story.Measurements.Where(m => m.Trial == 1)]);
        view.Folds.Select(f => f.Name).ShouldBe(["0", "1", "refit"]);
        view.Folds[0].Attempts.Select(a => a.Failure).ShouldBe([FailureKind.Crashed, null]);
        view.Folds[0].Attempts[0].Reason!.ShouldContain("Tried again: failure 1 of at most 2.");
        view.Folds[0].Curve.Select(p => (p.Epoch, Math.Round(p.Value, 2))).ShouldBe([(1, 0.75), (2, 0.85), (3, 0.95), (4, 0.85)]);
        TrialViews.Details(story.State, 0, []).Folds.Select(f => f.Name).ShouldBe(["0", "1"]);
    }

    [Fact]
    public void An_epoch_that_was_measured_twice_counts_once()
    {
        var story = Story.Begin();
        story.Suggest(0.001, 16, "max");
        story.Finish(0, 0, 0.5);
        var again = story.Measurements.Select(m => m with { Attempt = 2, Value = m.Value + 1 });
        var curve = TrialViews.Details(story.State, 0, [.. story.Measurements, .. again]).Folds[0].Curve;
        curve.Select(p => p.Epoch).ShouldBe([1, 2, 3, 4]);
        curve[2].Value.ShouldBe(1.5);
    }

    [Fact]
    public void Json_is_the_dialect_of_the_wire()
    {
        var json = Foreign.Run(() => JsonSerializer.Serialize(BestView.Of(Story.Whole().State), WireJson.Options));
        var root = JsonDocument.Parse(json).RootElement;
        root.GetProperty("status").GetString().ShouldBe("completed");
        root.GetProperty("trial").GetInt32().ShouldBe(1);
        root.GetProperty("test").GetProperty("score").GetDouble().ShouldBe(0.9512);
    }
}
