using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;

namespace Orchestrator.Sweeps.Tests;

/// <summary>A sweep whose best trial is chosen by what the trials around each say too.</summary>
public sealed class BestChosenTests
{
    private const int Lucky = 15; // its place is 37.5, far from the top at 10
    private const int Trials = 20;

    [Fact]
    public void The_posterior_chooses_once_the_search_is_over_and_that_trial_is_refitted()
    {
        var script = Searched(BestBy.Posterior);
        var chosen = script.Events.OfType<BestChosen>().ShouldHaveSingleItem().Best;
        script.Events.IndexOf(script.Events.OfType<BestChosen>().Single()).ShouldBe(script.Events.Count - 2);
        chosen.Told.ShouldBe(Lucky);
        (2.5 * chosen.Trial).ShouldBeInRange(5, 15);
        chosen.ToldMean.ShouldBeLessThan(chosen.Mean);
        script.State.Best.ShouldBe(chosen.Trial);
        script.State.Chosen.ShouldBe(chosen);
        script.State.Refit!.Id.ShouldBe(new FoldId(chosen.Trial, FoldId.RefitFold));

        script.Finish(chosen.Trial, FoldId.RefitFold, 0.9);
        var completed = script.Events.OfType<SweepCompleted>().ShouldHaveSingleItem();
        completed.BestTrial.ShouldBe(chosen.Trial);
        completed.Summary.ShouldStartWith($"Trial {chosen.Trial} is best of {Trials}, by the trials around it too: ");
        completed.Summary.ShouldContain($"of trial {Lucky}, whose folds scored best");
    }

    [Fact]
    public void Otherwise_the_mean_does_and_nothing_is_said_of_it()
    {
        var script = Searched(BestBy.Mean);
        script.Events.OfType<BestChosen>().ShouldBeEmpty();
        (script.State.Best, script.State.Chosen).ShouldBe((Lucky, null));
    }

    [Fact]
    public void While_more_trials_run_the_best_is_that_of_the_folds_and_then_it_is_chosen_anew()
    {
        var script = Searched(BestBy.Posterior);
        script.Play(new ExtendSweep(Trials + 1, "anna", script.Now));
        (script.State.Best, script.State.Chosen).ShouldBe((Lucky, null));
        script.RunTrialAt(9, 0.98, 1, 1.02);
        script.Events.OfType<BestChosen>().Last().Best.Told.ShouldBe(Lucky);
        script.Events.OfType<BestChosen>().Count().ShouldBe(2);
        script.State.Best.ShouldBe(script.Events.OfType<BestChosen>().Last().Best.Trial);
    }

    [Fact]
    public void Trials_that_are_all_equal_leave_it_to_the_mean()
    {
        var script = Script.Planned(By(BestBy.Posterior, 5));
        for (var trial = 0; trial < 5; trial++)
        {
            script.RunTrial(0.5, 0.5, 0.5);
        }

        script.Events.OfType<BestChosen>().ShouldBeEmpty();
        script.State.Refit!.Id.Trial.ShouldBe(0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void The_chosen_trial_is_the_first_of_the_best_and_has_its_checkpoints_still(int kept)
    {
        var script = Searched(BestBy.Posterior, kept);
        var chosen = script.State.Chosen!.Trial;
        script.State.Ranked().First().Number.ShouldBe(chosen);
        script.State.Ranked().Skip(1).First().Number.ShouldBe(Lucky);
        script.State.Stored.Count.ShouldBe(Trials, "it may be any of them");
        script.Finish(chosen, FoldId.RefitFold, 0.9);
        script.State.Stored.ShouldBe(script.State.Ranked().Take(kept).Select(trial => trial.Number), ignoreOrder: true);
    }

    [Fact]
    public void Nothing_is_kept_for_the_choice_where_nothing_is_to_be_kept() =>
        Searched(BestBy.Posterior, 0).Events.OfType<CheckpointsDropped>().Count().ShouldBe(Trials);

    // A hill about 10, whose folds differ by little, and one trial far away whose folds differ much and were lucky.
    private static Script Searched(BestBy by, int? kept = null)
    {
        var script = Script.Planned(By(by, Trials) with { Artifacts = new ArtifactsDefinition(kept) });
        for (var trial = 0; trial < Trials; trial++)
        {
            var (x, noise) = (2.5 * trial, trial == Lucky ? 0.6 : 0.04);
            var mean = 1 - ((x - 10) * (x - 10) / 1000) + (trial == Lucky ? 0.8 : 0.01 * (trial % 3));
            script.RunTrialAt(x, mean - noise, mean, mean + noise);
        }

        return script;
    }

    private static SweepDefinition By(BestBy by, int trials)
    {
        var plain = Script.Definition(trials, folds: 3);
        return plain with { Search = plain.Search with { BestBy = by } };
    }
}
