using System.Text.Json;
using Orchestrator.Cli.Rendering;
using Orchestrator.Contracts.Serialization;
using Orchestrator.Sweeps;
using Orchestrator.Sweeps.Views;

namespace Orchestrator.Cli.Tests.Rendering;

/// <summary>What people read of a sweep with several objectives, to the letter.</summary>
public sealed class FrontTests
{
    private static readonly SweepState State = Story.TwoGoals().State;

    [Fact]
    public void The_trials_of_the_front_are_marked() =>
        Paper.Of(tables => tables.Print(State), 130).ShouldBe($$"""
            splice-1  completed, sequence-cnn, parego, 2 folds, maximize accuracy, minimize parameters
            splice.fasta, seed 7, started {{Formatting.Time(State.StartedAt)}}

              trial   status      learning_rate   filters   pooling          accuracy     parameters   folds     duration   note
            ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
                * 0   completed           0.001        64       max   0.9100 ± 0.0141      12000 ± 0     2/2   4 min 00 s
                  1   completed           0.001        32       max   0.8000 ± 0.0000   2.346E+7 ± 0     2/2   4 min 00 s
                * 2   completed           0.001        16       max   0.7000 ± 0.0000       3000 ± 0     2/2   4 min 00 s

            Front: 2 of 3 trials, which no other beats in accuracy and parameters
                   hypervolume 5957718 up to accuracy 0.6790, parameters 2.580E+7
            Best in accuracy: trial 0  accuracy 0.9100 ± 0.0141 over the folds
                  learning_rate=0.001 filters=64 pooling=max
            Test: accuracy 0.9300 of the best one, trained again on all folds' rows for 3 epochs
            2 of 3 trials are on the front; trial 0 leads in accuracy. It took 17 min 00 s.
            """);

    [Fact]
    public void Best_is_the_front() =>
        Paper.Of(tables => tables.Print(BestView.Of(State)), 100).ShouldBe("""
            Front: 2 of 3 trials, which no other beats in accuracy and parameters

              trial          accuracy   parameters   configuration
            ─────────────────────────────────────────────────────────────────────────────────────
                  0   0.9100 ± 0.0141    12000 ± 0   learning_rate=0.001 filters=64 pooling=max
                  2   0.7000 ± 0.0000     3000 ± 0   learning_rate=0.001 filters=16 pooling=max

                   hypervolume 5957718 up to accuracy 0.6790, parameters 2.580E+7
            Best in accuracy: trial 0  accuracy 0.9100 ± 0.0141 over the folds
                  learning_rate=0.001 filters=64 pooling=max
            Test: accuracy 0.9300 of the best one, trained again on all folds' rows for 3 epochs
            2 of 3 trials are on the front; trial 0 leads in accuracy. It took 17 min 00 s.
            """);

    [Fact]
    public void Json_has_scores_by_metric()
    {
        var front = JsonDocument.Parse(JsonSerializer.Serialize(BestView.Of(State), WireJson.Options)).RootElement.GetProperty("front");
        front.GetProperty("trials").EnumerateArray().Select(t => t.GetProperty("trial").GetInt32()).ShouldBe([0, 2]);
        front.GetProperty("trials")[1].GetProperty("scores").GetProperty("parameters").GetProperty("mean").GetDouble().ShouldBe(3000);
        front.GetProperty("reference").GetArrayLength().ShouldBe(2);
        JsonSerializer.Serialize(BestView.Of(Story.Whole().State), WireJson.Options).ShouldNotContain("front");
    }

    [Fact]
    public void A_list_counts_the_front() =>
        Paper.Of(tables => tables.Print([State.Summarize()]), 130).ShouldContain("accuracy, parameters   2 on front");

    [Fact]
    public void A_trial_has_all_its_scores() =>
        Paper.Of(tables => tables.Print(TrialViews.Details(State, 0, [])))
            .ShouldStartWith("splice-1 trial 0  completed  accuracy 0.9100 ± 0.0141, parameters 12000 ± 0");
}
