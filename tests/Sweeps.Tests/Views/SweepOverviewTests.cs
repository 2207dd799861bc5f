using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;
using Orchestrator.Sweeps.Views;

namespace Orchestrator.Sweeps.Tests.Views;

/// <summary>How a sweep goes, in one answer.</summary>
public sealed class SweepOverviewTests
{
    [Fact]
    public void It_counts_trials_and_folds_and_names_what_runs()
    {
        var script = Script.Planned(trials: 3);
        script.RunTrial(0.8, 0.9);
        script.Suggest(30);
        script.Break(script.Start(1, 0));
        var running = script.Start(1, 0, slot: 1);
        var overview = SweepOverviews.Of(script.State, attempt => attempt == running ? 4 : 0, script.Now);

        overview.Trials.ShouldBe(new(Waiting: 0, Running: 1, Completed: 1, Pruned: 0, Failed: 0));
        (overview.FoldsDone, overview.FoldsPlanned).ShouldBe((2, 7));
        overview.Best!.Trial.ShouldBe(0);
        var fold = overview.Running.ShouldHaveSingleItem();
        (fold.Fold, fold.Attempt, fold.Slot, fold.Epoch).ShouldBe((new FoldId(1, 0), 2, new SlotId("local", 1), 4));
        var failure = overview.Failures.ShouldHaveSingleItem();
        (failure.Fold, failure.Attempt, failure.Failure).ShouldBe((new FoldId(1, 0), 1, FailureKind.Crashed));
        failure.Reason.ShouldNotBeNull().ShouldContain("Exit code 139.");
        overview.SecondsLeft.ShouldNotBeNull().ShouldBeGreaterThan(0);
        overview.Test.ShouldBeNull();
        overview.Ending.ShouldBeNull();
    }

    [Fact]
    public void A_pause_and_an_end_carry_their_reasons()
    {
        var script = Script.Planned();
        script.Play(new PauseSweep("ada", "the cluster is needed", false, script.Now));
        SweepOverviews.Of(script.State, _ => 0, script.Now).Pause.ShouldNotBeNull().Reason.ShouldBe("the cluster is needed");
        script.Play(new CancelSweep("wrong data", script.Now));
        var over = SweepOverviews.Of(script.State, _ => 0, script.Now);
        over.Summary.Status.ShouldBe(SweepStatus.Cancelled);
        over.Ending.ShouldNotBeNull().ShouldContain("wrong data");
        over.SecondsLeft.ShouldBe(0);
    }
}
