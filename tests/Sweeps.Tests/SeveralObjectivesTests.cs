using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Sweeps.Tests;

public class SeveralObjectivesTests
{
    private static SweepDefinition Definition(int trials = 4, int parallel = 1, StopDefinition? stop = null) =>
        Script.Definition(trials, folds: 2, parallel) with
        {
            Search = new SearchDefinition("nsga-ii", trials, parallel, Stop: stop),
            AdditionalObjectives =
                [new ObjectiveDefinition("parameters", Direction.Minimize), new ObjectiveDefinition("auc", Direction.Maximize)],
        };

    [Fact]
    public void A_trial_has_a_score_in_each_objective()
    {
        var script = Script.Planned(Definition());
        script.Suggest(0);
        Finish(script, 0, (0.5, 100, 0.75), (0.75, 200, 0.75));
        var trial = script.State.Trials[0];
        trial.Scores.Select(s => s.Mean).ShouldBe([0.625, 150, 0.75]);
        trial.AdditionalScores!.Select(s => s.Deviation).ShouldBe([Math.Sqrt(5000), 0]);
        script.Events.OfType<TrialCompleted>().ShouldHaveSingleItem().AdditionalScores.ShouldBe(trial.AdditionalScores);
    }

    [Fact]
    public void The_front_is_the_same_in_whatever_order_trials_complete()
    {
        // the third is beaten by the second
        (double, double, double)[] scores = [(0.9, 300, 0.9), (0.8, 100, 0.9), (0.7, 200, 0.8), (0.9, 300, 0.9)];
        foreach (var order in new int[][] { [0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1] })
        {
            var script = Script.Planned(Definition(trials: 4, parallel: 4));
            for (var trial = 0; trial < 4; trial++)
            {
                script.Suggest(trial);
            }

            foreach (var trial in order)
            {
                Finish(script, trial, scores[trial], scores[trial]);
            }

            script.State.Front!.ShouldBe([0, 1, 3]);
            script.State.Best.ShouldBe(0);
        }
    }

    [Fact]
    public void The_trial_of_the_refit_is_on_the_front_also_when_others_equal_it_in_the_first_objective()
    {
        var script = Script.Planned(Definition(trials: 3));
        Run(script, (0.9, 300, 0.9), (0.9, 200, 0.9), (0.8, 100, 0.9));
        script.State.Best.ShouldBe(1);
        script.State.Front!.ShouldBe([1, 2]);
        script.Finish(1, FoldId.RefitFold, 0.95); // which reports the first objective alone
        script.State.Ending.ShouldBe("2 of 3 trials are on the front; trial 1 leads in accuracy.");
    }

    [Fact]
    public void A_fold_without_a_finite_score_in_each_objective_has_failed()
    {
        var script = Script.Planned(Definition());
        script.Suggest(0);
        Report(script, 0, 0, (0.5, 100, double.NaN)).OfType<AttemptFailed>().ShouldHaveSingleItem().Reason.ShouldBe("The auc is NaN.");
        script.State.Trials[0].Status.ShouldBe(WorkStatus.Failed);
        script.Suggest(1);
        var failed = script.Report(script.Start(1, 0), 0.5).OfType<AttemptFailed>().ShouldHaveSingleItem();
        (failed.Retry, failed.Reason).ShouldBe((true, "The node does not report 'parameters': is it of an older version?"));
        script.State.Front!.ShouldBeEmpty();
    }

    [Fact]
    public void A_sampler_sees_all_losses_of_the_trials_that_it_may_see()
    {
        var script = Script.Planned(Definition(trials: 4, parallel: 2));
        script.Suggest(0);
        script.Suggest(1);
        foreach (var trial in new[] { 1, 0 })
        {
            Finish(script, trial, (0.5, 100, 0.75), (0.5, 100, 0.75));
        }

        var request = SuggestionRequests.ToSampler(script.State, 2);
        request.Observed.ShouldHaveSingleItem().Losses!.ShouldBe([-0.5, 100, -0.75]);
        request.Pending.Count.ShouldBe(1);
    }

    [Fact]
    public void A_search_ends_when_the_front_does_not_change_any_more()
    {
        var script = Script.Planned(Definition(trials: 10, stop: new StopDefinition(NoImprovement: 2)));
        Run(script, (0.9, 300, 0.9), (0.8, 400, 0.9), (0.5, 50, 0.1), (0.4, 60, 0.1), (0.9, 300, 0.9));
        script.Suggest(5);
        script.Events.OfType<SearchStopped>()
            .ShouldHaveSingleItem().Reason.ShouldBe("the front of 2 trials has not changed in the last 2 trials");
    }

    [Fact]
    public void The_hypervolume_reaches_a_tenth_beyond_the_worst_scores()
    {
        var script = Script.Planned(
            Definition(trials: 2) with { AdditionalObjectives = [new ObjectiveDefinition("parameters", Direction.Minimize)] });
        FrontMeasure.Of(script.State).ShouldBeNull();
        Run(script, (1, 200, 0), (0, 100, 0));
        var measure = FrontMeasure.Of(script.State).ShouldNotBeNull();
        measure.Reference.Select(r => Math.Round(r, 9)).ShouldBe([-0.1, 210]);
        measure.Hypervolume.ShouldBe(1.1 * 10 + 0.1 * 110 - 0.1 * 10, 1e-9);
    }

    private static void Run(Script script, params (double, double, double)[] trials)
    {
        foreach (var scores in trials)
        {
            script.Suggest(script.State.Trials.Count);
            Finish(script, script.State.Trials.Count - 1, scores, scores);
        }
    }

    private static void Finish(Script script, int trial, params (double, double, double)[] folds)
    {
        for (var fold = 0; fold < folds.Length; fold++)
        {
            Report(script, trial, fold, folds[fold]);
        }
    }

    private static IReadOnlyList<SweepEvent> Report(Script script, int trial, int fold,
        (double Accuracy, double Parameters, double Auc) scores) =>
        script.Play(new CompleteAttempt(script.Start(trial, fold), new FoldResult(
            scores.Accuracy, 3, 5, new Dictionary<string, double> { ["validation/auc"] = scores.Auc, ["parameters"] = scores.Parameters },
                1), script.Now));
}
