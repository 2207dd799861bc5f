using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Randomness;
using Orchestrator.Contracts.Trials;

namespace Orchestrator.Sweeps.Tests;

/// <summary>Trials earn their folds one by one: of each the first, and further ones while it may become the best.</summary>
public sealed class FoldWiseTests
{
    private const int Folds = 4;
    private const int StartUp = 2;

    [Fact]
    public void A_trial_begins_with_one_fold_and_a_hopeless_one_ends_with_it()
    {
        var script = Planned(trials: 4);
        for (var trial = 0; trial < StartUp; trial++)
        {
            RunWhole(script, trial);
        }

        script.Suggest(3);
        script.State.Ready().Select(fold => fold.Id).ShouldBe([At(2, 0)]);
        script.Events.Clear();
        script.Finish(2, 2, 0.1);
        var pruned = script.Events.OfType<TrialPruned>().ShouldHaveSingleItem();
        pruned.Reason.ShouldStartWith("after 1 of 4 folds accuracy 0.09");
        pruned.Reason.ShouldContain(" to pass trial 1 (0.8");
        pruned.Partial!.Folds.ShouldBe(1);
        pruned.Partial.Mean.ShouldBe(0.1, 0.03);
        pruned.Partial.Deviation.ShouldBeGreaterThan(0);
        script.State.Trials[2].Status.ShouldBe(WorkStatus.Pruned);
        script.State.WantedTrial().ShouldBe(3);
    }

    [Fact]
    public void One_that_may_become_the_best_gets_fold_after_fold()
    {
        var script = Planned(trials: 3);
        for (var trial = 0; trial < StartUp; trial++)
        {
            RunWhole(script, trial);
        }

        script.Suggest(2);
        script.Events.Clear();
        for (var place = 0; place < Folds; place++)
        {
            script.State.Ready().Select(f => f.Id).ShouldBe([At(2, place)]);
            script.Finish(2, At(2, place).Fold, 0.9 + Easiness(At(2, place).Fold));
        }

        script.Events.OfType<FoldGranted>().Select(e => (e.Trial, e.Fold)).ShouldBe([(2, 3), (2, 0), (2, 1)]);
        script.Events.OfType<FoldGranted>().ShouldAllBe(e => e.Chance > 0.5);
        script.State.Best.ShouldBe(2);
        script.State.Status.ShouldBe(SweepStatus.Refitting);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    public void Whatever_ends_first_the_same_folds_are_trained(int parallel)
    {
        var ends = Enumerable.Range(0, 12).Select(order =>
        {
            var script = Planned(trials: 25, parallel);
            var random = new RandomStream(SeedSequence.Derive((ulong)order, 0, 0, "order"));
            while (script.State.Status == SweepStatus.Searching)
            {
                if (script.State.WantedTrial() is { } wanted && (script.State.Ready().Count() + script.State.Leased().Count() == 0
                    || random.NextInt(2) == 0))
                {
                    script.State.WantedTrial().ShouldBe(wanted);
                    script.Suggest(wanted);
                    continue;
                }

                FoldId[] waiting = [.. script.State.Ready().Select(fold => fold.Id)];
                waiting.Length.ShouldBeInRange(1, parallel);
                var fold = waiting[random.NextInt(waiting.Length)];
                if (Fails(fold))
                {
                    script.Break(script.Start(fold.Trial, fold.Fold));
                }
                else
                {
                    script.Finish(fold.Trial, fold.Fold, Score(fold));
                }
            }

            script.State.Grants.Select(grant => grant.Fold).ShouldBeUnique();
            return (Grants: string.Join(' ', script.State.Grants.Select(g => $"{g.Fold.Trial}.{g.Fold.Fold}/{g.Seen}")),
                Ends: string.Join('\n', script.State.Trials.Select(t => $"{t.Number} {t.Status} {t.Mean:R} {t.Partial} {t.Reason}")),
                script.State.Best, Trained: script.State.Grants.Count, script.State.Trials);
        }).ToArray();

        ends.ShouldAllBe(end => end.Grants == ends[0].Grants && end.Ends == ends[0].Ends && end.Best == ends[0].Best);
        ends[0].Trained.ShouldBeLessThan(25 * Folds * 2 / 3);
        ends[0].Trials.Count(t => t.Status == WorkStatus.Failed).ShouldBeGreaterThan(0);
        ends[0].Trials.Where(t => t.Status == WorkStatus.Pruned).ShouldAllBe(t => t.Partial!.Folds < Folds && t.Partial.Deviation > 0);
        ends[0].Trials.ShouldAllBe(t => t.Ended);
    }

    [Fact]
    public void What_a_suggestion_sees_is_what_the_folds_let_expect_with_their_noise()
    {
        var script = Planned(trials: 6, parallel: 2);
        while (script.State.Trials.Count < 5)
        {
            if (script.State.WantedTrial() is { } wanted)
            {
                script.Suggest(wanted);
            }
            else
            {
                var fold = script.State.Ready().First().Id;
                script.Finish(fold.Trial, fold.Fold, Score(fold));
            }
        }

        var request = SuggestionRequests.For(script.State, 4);
        request.Observed.Select(o => o.Trial).ShouldBe([0, 1, 2]);
        request.Pending.Count.ShouldBe(1);
        request.Observed[0].Loss.ShouldBe(-script.State.Trials[0].Mean!.Value);
        request.Observed[0].Share.ShouldBe(1);
        request.Observed.Where(o => o.Share < 1).ShouldNotBeEmpty();
        request.Observed.ShouldAllBe(o => Math.Abs(o.Variance * o.Share - request.Observed[0].Variance) < 1e-15);
    }

    [Fact]
    public void Folds_that_are_not_seen_leave_their_trial_pending()
    {
        var script = Planned(trials: 6, parallel: 3);
        script.Suggest(0);
        script.Suggest(1);
        script.Suggest(2);
        script.State.WantedTrial().ShouldBeNull();
        script.Finish(1, 1, 0.5);
        script.State.WantedTrial().ShouldBeNull(); // trial 0 is the one to be seen
        SuggestionRequests.For(script.State, 2).Observed.ShouldBeEmpty();
        SuggestionRequests.For(script.State, 2).Pending.Count.ShouldBe(2);
        script.Finish(0, 0, 0.5);
        script.State.Grants.Skip(3).Select(grant => (grant.Fold, grant.Seen)).ShouldBe([(At(0, 1), 1), (At(1, 1), 2)]);
    }

    [Fact]
    public void More_trials_go_on_where_the_search_ended()
    {
        var script = Planned(trials: 5);
        Run(script);
        script.Play(new ExtendSweep(8, "somebody", script.Now));
        Run(script);
        script.State.Trials.Count.ShouldBe(8);
        script.State.Trials.ShouldAllBe(trial => trial.Ended);
        script.State.Status.ShouldBe(SweepStatus.Refitting);
    }

    private static void Run(Script script)
    {
        while (script.State.Status == SweepStatus.Searching)
        {
            if (script.State.WantedTrial() is { } wanted)
            {
                script.Suggest(wanted);
            }
            else
            {
                var fold = script.State.Ready().First().Id;
                script.Finish(fold.Trial, fold.Fold, Score(fold));
            }
        }
    }

    private static void RunWhole(Script script, int trial)
    {
        script.Suggest(trial);
        for (var place = 0; place < Folds; place++)
        {
            script.Finish(trial, At(trial, place).Fold, Score(At(trial, place)));
        }
    }

    private static Script Planned(int trials, int parallel = 1) =>
        Script.Planned(Script.Definition(trials, Folds, parallel, retries: 0) with
        {
            Search = new SearchDefinition("random", trials, parallel, FoldWise: new FoldWiseDefinition(0.05, StartUp)),
        });

    private static FoldId At(int trial, int place) => new(trial, (trial + place) % Folds);

    private static double Easiness(int fold) => 0.02 * (fold - 1.5);

    private static bool Fails(FoldId fold) => fold is { Trial: 6, Fold: 2 } or { Trial: 1, Fold: 3 };

    private static double Score(FoldId fold) => 0.79 + 0.01 * (fold.Trial * 7 % 11) * (fold.Trial % 2 == 0 ? -5 : 1) + Easiness(fold.Fold)
        + 0.005 * new RandomStream(SeedSequence.Derive(3, fold.Trial, fold.Fold, "score")).NextNormal();
}
