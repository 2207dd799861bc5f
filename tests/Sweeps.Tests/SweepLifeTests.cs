using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Sweeps.Tests;

public class SweepLifeTests
{
    [Fact]
    public void A_sweep_runs_from_plan_to_refit()
    {
        var script = Script.Planned(trials: 2);
        script.RunTrial(0.8, 0.9);
        script.RunTrial(0.7, 0.9);
        script.State.Status.ShouldBe(SweepStatus.Refitting);
        script.State.Best.ShouldBe(0);
        script.State.RefitEpochs.ShouldBe(3);
        script.Finish(0, FoldId.RefitFold, 0.95);
        script.State.Status.ShouldBe(SweepStatus.Completed);
        script.State.Refit!.Result!.Score.ShouldBe(0.95);
    }

    [Fact]
    public void A_trial_reports_mean_and_sample_deviation_of_its_folds()
    {
        var script = Script.Planned(folds: 3);
        script.RunTrial(0.7, 0.8, 0.9);
        script.State.Trials[0].Mean!.Value.ShouldBe(0.8, 1e-12);
        script.State.Trials[0].Deviation!.Value.ShouldBe(0.1, 1e-12);
    }

    [Fact]
    public void Of_equals_the_earlier_trial_is_best_whichever_ended_first()
    {
        var script = Script.Planned(trials: 3, folds: 2, parallel: 2);
        script.Suggest(1);
        script.Suggest(2);
        foreach (var trial in new[] { 1, 0 })
        {
            script.Finish(trial, 0, 0.5);
            script.Finish(trial, 1, 0.5);
        }
        script.State.Best.ShouldBe(0);
    }

    [Fact]
    public void A_suggestion_waits_for_the_trials_it_may_see_and_for_no_others()
    {
        var script = Script.Planned(trials: 5, folds: 1, parallel: 2);
        script.Suggest(0);
        script.Suggest(1);
        script.State.WantedTrial().ShouldBeNull();
        script.Finish(1, 0, 0.5);
        script.State.WantedTrial().ShouldBeNull("trial 2 sees trial 0, which still runs");
        script.Finish(0, 0, 0.5);
        script.State.WantedTrial().ShouldBe(2);
    }

    [Fact]
    public void An_exhausted_space_ends_the_search_early()
    {
        var script = Script.Planned(trials: 10);
        script.RunTrial(0.5, 0.5);
        script.Play(new SuggestTrial(1, null, script.Now)).ShouldContain(e => e is SearchExhausted);
        script.State.Status.ShouldBe(SweepStatus.Refitting);
    }

    [Fact]
    public void A_suggestion_outside_the_space_is_refused()
    {
        var script = Script.Planned();
        Should.Throw<InvalidOperationException>(() => script.Suggest(1000)).Message.ShouldContain("outside the space");
    }

    [Fact]
    public void Cancelling_takes_back_every_lease_with_the_reason()
    {
        var script = Script.Planned();
        script.Suggest(1);
        var attempt = script.Start(0, 0);
        script.Play(new CancelSweep("Not needed.", script.Now));
        script.State.Status.ShouldBe(SweepStatus.Cancelled);
        script.State.Find(attempt.Fold)!.Attempts[0].Reason!.ShouldContain("cancelled");
        script.State.Ready().ShouldBeEmpty();
        script.Report(attempt, 0.9).ShouldHaveSingleItem().ShouldBeOfType<ResultRejected>();
    }

    [Fact]
    public void Replaying_the_events_gives_the_same_state()
    {
        var script = Script.Planned(trials: 2);
        script.RunTrial(0.8, 0.9);
        script.Suggest(2);
        script.Break(script.Start(1, 0));
        var replayed = script.Events.Aggregate(SweepState.Empty, SweepEvolution.Apply);
        replayed.Trials.Select(t => t.ToString()).ShouldBe(script.State.Trials.Select(t => t.ToString()));
        replayed.Ready().Select(f => f.Id).ShouldBe(script.State.Ready().Select(f => f.Id));
    }
}
