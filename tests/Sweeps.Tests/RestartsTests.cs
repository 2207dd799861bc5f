using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Contracts.Trials;
using Orchestrator.Sweeps.Progress;

namespace Orchestrator.Sweeps.Tests;

/// <summary>Brackets of draws: two configurations, four draws of each; two go on at epoch 2, one at epoch 4, of 8.</summary>
public sealed class RestartsTests
{
    private static readonly SweepDefinition Definition = Script.Definition(trials: 8, retries: 0) with
    {
        Search = new SearchDefinition("restarts", 8, Restarts: new RestartsDefinition(4, [2, 1], [2, 4])),
        Stopping = new StoppingDefinition(8),
    };

    [Fact]
    public void Two_brackets_are_open_and_no_more()
    {
        var script = Script.Planned(Definition with { Search = Definition.Search with { Trials = 12 } });
        for (var trial = 0; trial < 8; trial++)
        {
            script.Suggest(trial);
        }

        script.State.WantedTrial().ShouldBeNull();
        script.State.Definition.Search.Seen(11).ShouldBe(4);
    }

    [Fact]
    public void A_rung_waits_for_all_trials_of_its_bracket_and_for_no_other()
    {
        var script = Suggested();
        foreach (var trial in (int[])[3, 1, 0])
        {
            Reach(script, trial, 2, 0.1 * trial);
        }

        script.State.Open.Count.ShouldBe(8);
        Brackets.PauseAfter(script.State, script.State.Trials[2]).ShouldBe(2);
        script.Events.Clear();
        Reach(script, 2, 2, 0.15);

        script.Events.OfType<TrialPromoted>().Select(e => (e.Trial, e.Rung, e.Place)).ShouldBe([(3, 1, 1), (2, 1, 2)]);
        script.Events.OfType<TrialPruned>().Select(e => e.Trial).ShouldBe([1, 0]);
        script.State.Trials[0].Reason.ShouldBe(
            "Rung 1 of 2, epoch 2: place 4 of 4, mean accuracy 0; the best 2 go on, the last of them, trial 2, with 0.15.");
        script.State.Ready().Take(4).Select(fold => fold.Id.Trial).ShouldBe([2, 2, 3, 3]);
        script.State.Trials[2].Folds.ShouldAllBe(fold => fold.Result == null && fold.Attempts.Length == 1);
        Brackets.PauseAfter(script.State, script.State.Trials[2]).ShouldBe(4);
    }

    [Fact]
    public void Whoever_arrives_first_the_same_trials_end_the_same_way()
    {
        int[][] orders = [[0, 1, 2, 3, 4, 5, 6, 7], [7, 3, 6, 2, 5, 1, 4, 0]];
        var ends = orders.Select(order =>
        {
            var script = Suggested();
            for (var (rung, epoch) = (0, 2); rung < 3; rung++, epoch *= 2)
            {
                foreach (var trial in order.Where(trial => !script.State.Trials[trial].Ended))
                {
                    Reach(script, trial, epoch, Score(trial, rung));
                }
            }

            script.State.Status.ShouldBe(SweepStatus.Refitting);
            return script.State.Trials.Select(t => (t.Number, t.Status, t.Mean, t.Rung, t.Reason)).ToArray();
        }).ToArray();

        ends[1].ShouldBe(ends[0]);
        ends[0].Where(t => t.Status == WorkStatus.Completed).Select(t => t.Number).ShouldBe([3, 7]);
        ends[0].Count(t => t.Status == WorkStatus.Pruned).ShouldBe(6);
    }

    [Fact]
    public void A_trial_that_fails_is_not_waited_for_also_as_the_last_one()
    {
        var script = Suggested();
        foreach (var trial in (int[])[0, 1, 2])
        {
            Reach(script, trial, 2, 0.1 * trial);
        }

        script.Break(script.Start(3, 0), FailureKind.Diverged);
        script.State.Trials[3].Status.ShouldBe(WorkStatus.Failed);
        script.State.Trials[0].Status.ShouldBe(WorkStatus.Pruned);
        (script.State.Trials[1].Rung, script.State.Trials[2].Rung).ShouldBe((1, 1));
    }

    [Fact]
    public void A_rung_at_the_last_epoch_completes_whom_it_keeps()
    {
        var script = Script.Planned(Definition with
        {
            Search = Definition.Search with { Trials = 4, Restarts = new RestartsDefinition(4, [2], [8]) },
        });
        for (var trial = 0; trial < 4; trial++)
        {
            script.Suggest(trial);
        }
        for (var trial = 0; trial < 4; trial++)
        {
            Reach(script, trial, 8, 0.1 * trial);
        }

        script.State.Trials.Select(t => t.Status).ShouldBe(
            [WorkStatus.Pruned, WorkStatus.Pruned, WorkStatus.Completed, WorkStatus.Completed]);
        script.State.Status.ShouldBe(SweepStatus.Refitting);
    }

    [Fact]
    public void A_fold_that_went_past_its_rung_is_an_error_of_its_node()
    {
        var script = Suggested();
        Reach(script, 0, 8, 0.5);
        script.State.Trials[0].Reason.ShouldNotBeNull().ShouldContain("past the rung at 2");
    }

    [Fact]
    public void A_draw_waits_at_a_rung_and_behind_it_until_a_fold_of_it_runs()
    {
        var script = Suggested();
        script.Start(3, 0);
        script.State.Trials[3].Status.ShouldBe(WorkStatus.Running);
        foreach (var trial in (int[])[0, 1, 2])
        {
            Reach(script, trial, 2, 0.1 * trial);
        }

        script.State.Trials[2].Status.ShouldBe(WorkStatus.Waiting, "all of its folds are at the rung");
        script.Report(script.State.Find(new(3, 0))!.Lease!.Id, 0.05);
        script.State.Trials[3].Status.ShouldBe(WorkStatus.Failed, "five epochs are past the rung");
        script.State.Trials[2].Rung.ShouldBe(1);
        script.State.Trials[2].Status.ShouldBe(WorkStatus.Waiting);
        script.Start(2, 0);
        script.State.Trials[2].Status.ShouldBe(WorkStatus.Running);
    }

    [Fact]
    public void The_time_left_counts_what_the_rungs_will_stop()
    {
        // A fold of a bracket is trained for 2 + 2 * 2/4 + 4 * 1/4 epochs in the mean, and an epoch takes half a second.
        var script = Suggested();
        Reach(script, 0, 2, 0.5);
        var left = new TimeLeft(script.State, _ => 0, script.Now);

        left.With(1).ShouldBe(TimeSpan.FromSeconds((8 * 2 * 4 - 2 * 2) * 0.5 + 1), "and a refit of one epoch on all rows");
        left.With(2).ShouldBe(TimeSpan.FromSeconds((8 * 2 * 4 - 2 * 2) * 0.25 + 1));
    }

    [Fact]
    public void Brackets_cannot_be_extended() =>
        SweepExtension.Objection(Suggested().State, 12).ShouldNotBeNull().ShouldContain("which stand in the plan");

    private static double Score(int trial, int rung) => (0.1 * trial) + (0.01 * rung);

    private static Script Suggested()
    {
        var script = Script.Planned(Definition);
        for (var trial = 0; trial < 8; trial++)
        {
            script.Suggest(trial);
        }

        return script;
    }

    private static void Reach(Script script, int trial, int epoch, double score)
    {
        for (var fold = 0; fold < 2 && !script.State.Trials[trial].Ended; fold++)
        {
            var result = new FoldResult(score, 1, epoch, new Dictionary<string, double>(), 1);
            script.Play(new CompleteAttempt(script.Start(trial, fold), result, script.Now));
        }
    }
}
