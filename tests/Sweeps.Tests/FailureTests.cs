using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Sweeps.Tests;

public class FailureTests
{
    [Fact]
    public void A_crashed_attempt_is_tried_again_until_the_retries_are_spent()
    {
        var script = Script.Planned(retries: 1);
        script.Suggest(1);
        script.Break(script.Start(0, 0));
        script.State.Find(new FoldId(0, 0))!.Status.ShouldBe(WorkStatus.Waiting);
        var events = script.Break(script.Start(0, 0));
        events.OfType<AttemptFailed>().Single().Verdict.ShouldContain("2 failures");
        script.State.Trials[0].Status.ShouldBe(WorkStatus.Failed);
        script.State.Trials[0].Reason!.ShouldContain("Exit code 139.");
    }

    [Theory]
    [InlineData(FailureKind.DiskFull)]
    [InlineData(FailureKind.Interrupted)]
    public void What_is_no_fault_of_the_fold_uses_up_no_retry(FailureKind kind)
    {
        var script = Script.Planned(retries: 0);
        script.Suggest(1);
        for (var i = 0; i < 3; i++)
        {
            var failed = script.Break(script.Start(0, 0), kind, "No space left on device.").OfType<AttemptFailed>().Single();
            failed.Retry.ShouldBeTrue();
            failed.Verdict.ShouldContain("costs no retry");
        }
        script.State.Find(new FoldId(0, 0))!.Status.ShouldBe(WorkStatus.Waiting);
        script.State.Find(new FoldId(0, 0))!.CountedFailures.ShouldBe(0);
    }

    [Fact]
    public void One_failed_trial_does_not_end_the_search()
    {
        var script = Script.Planned(trials: 2, retries: 0);
        script.Suggest(1);
        script.Break(script.Start(0, 0));
        script.State.Status.ShouldBe(SweepStatus.Searching);
        script.RunTrial(0.4, 0.6);
        script.State.Best.ShouldBe(1);
    }

    [Fact]
    public void A_diverged_fold_is_not_tried_again()
    {
        var script = Script.Planned(retries: 5);
        script.Suggest(1);
        script.Break(script.Start(0, 1), FailureKind.Diverged, "Loss is NaN at epoch 2.");
        script.State.Trials[0].Reason!.ShouldContain("Loss is NaN");
    }

    [Fact]
    public void A_non_finite_score_counts_as_divergence()
    {
        var script = Script.Planned();
        script.Suggest(1);
        script.Report(script.Start(0, 0), double.NaN);
        script.State.Trials[0].Status.ShouldBe(WorkStatus.Failed);
    }

    [Fact]
    public void The_siblings_of_a_failed_fold_lose_their_leases()
    {
        var script = Script.Planned(retries: 0);
        script.Suggest(1);
        var sibling = script.Start(0, 1, slot: 1);
        script.Break(script.Start(0, 0));
        script.State.Trials[0].Folds[1].Attempts[0].EndedAt.ShouldNotBeNull();
        script.Report(sibling, 0.9).ShouldHaveSingleItem().ShouldBeOfType<ResultRejected>();
    }

    [Fact]
    public void A_result_counts_once()
    {
        var script = Script.Planned();
        script.Suggest(1);
        var attempt = script.Start(0, 0);
        script.Report(attempt, 0.5);
        script.Report(attempt, 0.6).ShouldHaveSingleItem().ShouldBeOfType<ResultRejected>();
        script.State.Find(attempt.Fold)!.Result!.Score.ShouldBe(0.5);
    }

    [Fact]
    public void A_deposed_attempt_cannot_report_over_its_successor()
    {
        var script = Script.Planned();
        script.Suggest(1);
        var first = script.Start(0, 0);
        script.Play(new ResumeSweep(script.Now));
        var second = script.Start(0, 0);
        script.Report(first, 0.1).ShouldHaveSingleItem().ShouldBeOfType<ResultRejected>();
        script.Report(second, 0.9);
        script.State.Find(second.Fold)!.Result!.Score.ShouldBe(0.9);
    }

    [Fact]
    public void Resuming_frees_every_lease_and_costs_no_retry()
    {
        var script = Script.Planned(retries: 0);
        script.Suggest(1);
        script.Start(0, 0);
        script.Start(0, 1, slot: 1);
        script.Play(new ResumeSweep(script.Now));
        script.State.Ready().Count().ShouldBe(2);
        script.State.Leased().ShouldBeEmpty();
        script.State.Trials[0].Folds.ShouldAllBe(f => f.CountedFailures == 0);
    }

    [Fact]
    public void Where_attempts_outlive_their_coordinator_resuming_leaves_them_their_leases()
    {
        var script = Script.Planned(retries: 0);
        script.Suggest(1);
        var attempt = script.Start(0, 0);
        script.Play(new ResumeSweep(script.Now, KeepsLeases: true)).ShouldHaveSingleItem().ShouldBeOfType<SweepResumed>();
        script.Report(attempt, 0.7);
        script.State.Find(attempt.Fold)!.Result!.Score.ShouldBe(0.7);
    }

    [Fact]
    public void Every_trial_failing_completes_the_sweep_and_says_so()
    {
        var script = Script.Planned(trials: 1, retries: 0);
        script.Suggest(1);
        script.Break(script.Start(0, 0));
        script.State.Status.ShouldBe(SweepStatus.Completed);
        script.State.Ending.ShouldBe("Every trial failed.");
    }

    [Fact]
    public void Trials_that_were_all_pruned_have_not_failed()
    {
        var script = Script.Planned(trials: 2);
        for (var trial = 0; trial < 2; trial++)
        {
            script.Suggest(trial);
            script.Start(trial, 0);
            script.Play(new PruneTrial(trial, "accuracy 0.4 at epoch 1 is below 0.9", script.Now));
        }

        script.State.Status.ShouldBe(SweepStatus.Completed);
        script.State.Ending.ShouldBe("Every trial was pruned, so that none has a score over its folds. Loosen the pruner.");
    }

    [Fact]
    public void Where_some_were_pruned_and_some_failed_both_are_counted()
    {
        var script = Script.Planned(trials: 2, retries: 0);
        script.Suggest(0);
        script.Start(0, 0);
        script.Play(new PruneTrial(0, "too slow", script.Now));
        script.Suggest(1);
        script.Break(script.Start(1, 0));
        script.State.Ending.ShouldBe("Of 2 trials 1 were pruned and 1 failed.");
    }
}
