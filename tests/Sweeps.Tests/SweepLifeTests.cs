using Orchestrator.Contracts.Definitions;
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

    [Fact]
    public void A_completed_sweep_that_is_extended_searches_on_and_keeps_the_refit_of_a_best_that_stays_best()
    {
        var script = Completed();
        script.Play(new ExtendSweep(3, "anna", script.Now)).ShouldBe([new SweepExtended(3, "anna", script.Now.AddSeconds(-1))]);
        script.State.Status.ShouldBe(SweepStatus.Searching);
        script.State.Ended.ShouldBeFalse();
        (script.State.EndedAt, script.State.Ending, script.State.Refit).ShouldBe((null, null, null));
        script.State.WantedTrial().ShouldBe(2);

        script.RunTrial(0.1, 0.1);
        script.State.Status.ShouldBe(SweepStatus.Completed);
        script.State.Best.ShouldBe(1);
        script.State.Refit!.Result!.Score.ShouldBe(0.95);
        script.Events.OfType<SweepCompleted>().Count().ShouldBe(2);
    }

    [Fact]
    public void A_better_trial_of_an_extension_has_a_refit_of_its_own()
    {
        var script = Completed();
        script.Play(new ExtendSweep(3, "anna", script.Now));
        script.RunTrial(0.99, 0.99);
        script.State.Refit!.Id.ShouldBe(new FoldId(2, FoldId.RefitFold));
        script.State.Refit.Status.ShouldBe(WorkStatus.Waiting);
    }

    [Fact]
    public void An_extension_while_the_refit_runs_takes_its_lease_back_and_counts_its_attempts_on()
    {
        var script = Script.Planned(trials: 1);
        script.RunTrial(0.9, 0.9);
        var refit = script.Start(0, FoldId.RefitFold);
        script.Play(new ExtendSweep(2, "anna", script.Now)).Select(e => e.GetType())
            .ShouldBe([typeof(AttemptFailed), typeof(SweepExtended)]);
        script.Report(refit, 0.9).ShouldHaveSingleItem().ShouldBeOfType<ResultRejected>();
        script.RunTrial(0.1, 0.1);
        script.Start(0, FoldId.RefitFold).Attempt.ShouldBe(2);
    }

    [Fact]
    public void What_cannot_be_extended_says_why()
    {
        var completed = Completed();
        SweepExtension.Objection(completed.State, 2).ShouldNotBeNull().ShouldContain("2 trials planned already");
        completed.Play(new ExtendSweep(2, "anna", completed.Now)).ShouldBeEmpty();

        var exhausted = Script.Planned(trials: 3);
        exhausted.RunTrial(0.5, 0.5);
        exhausted.Play(new SuggestTrial(1, null, exhausted.Now));
        SweepExtension.Objection(exhausted.State, 9).ShouldNotBeNull().ShouldContain("exhausted after 1 trial:");

        var cancelled = Script.Planned(trials: 3);
        cancelled.Play(new CancelSweep("enough", cancelled.Now));
        SweepExtension.Objection(cancelled.State, 9).ShouldNotBeNull().ShouldContain("was cancelled, for good");

        var failed = Script.Planned(trials: 3);
        failed.Play(new FailSuggestion(0, "no idea", failed.Now));
        SweepExtension.Objection(failed.State, 9).ShouldNotBeNull().ShouldContain("no idea");
    }

    [Fact]
    public void Data_that_was_moved_is_trained_on_where_it_is()
    {
        var script = Script.Planned();
        var moved = script.State.Definition.Data with { Path = "/elsewhere/data.csv" };
        script.Play(new MoveData(moved, script.Now)).ShouldHaveSingleItem();
        script.Play(new MoveData(moved, script.Now)).ShouldBeEmpty();
        script.State.Definition.Data.ShouldBe(moved);
    }

    private static Script Completed()
    {
        var script = Script.Planned(trials: 2);
        script.RunTrial(0.7, 0.7);
        script.RunTrial(0.9, 0.9);
        script.Finish(1, FoldId.RefitFold, 0.95);
        script.State.Status.ShouldBe(SweepStatus.Completed);
        return script;
    }

    [Fact]
    public void Trials_that_fall_out_of_the_best_drop_their_checkpoints_when_a_trial_ends()
    {
        var script = Script.Planned(Script.Definition(trials: 5) with { Artifacts = new ArtifactsDefinition(2) });
        script.RunTrial(0.7, 0.7);
        script.RunTrial(0.9, 0.9);
        script.Events.OfType<CheckpointsDropped>().ShouldBeEmpty();
        script.RunTrial(0.8, 0.8);
        script.Events.OfType<CheckpointsDropped>().ShouldHaveSingleItem().Trials.ShouldBe([0]);
        script.RunTrial(0.1, 0.1);
        script.Events.OfType<CheckpointsDropped>().Last().Trials.ShouldBe([3]);
        script.Suggest(4);
        script.Start(4, 0);
        script.Play(new PruneTrial(4, "hopeless", script.Now));
        script.State.Stored.ShouldBe([1, 2]);
    }

    [Fact]
    public void Without_a_word_of_it_all_checkpoints_stay()
    {
        var script = Script.Planned(trials: 2);
        script.RunTrial(0.7, 0.7);
        script.RunTrial(0.9, 0.9);
        script.State.Stored.ShouldBe([0, 1]);
    }

    [Fact]
    public void A_population_keeps_all_until_its_search_is_over()
    {
        var script = Script.Planned(Script.Definition(trials: 4) with
        {
            Search = new SearchDefinition("population", 4, Population: 2),
            Artifacts = new ArtifactsDefinition(1),
        });
        for (var trial = 0; trial < 4; trial++)
        {
            script.RunTrial(0.1 * trial, 0.1 * trial);
        }

        script.State.Stored.Count.ShouldBe(4);
        script.Finish(3, FoldId.RefitFold, 0.5);
        script.State.Stored.ShouldBe([3]);
    }
}
