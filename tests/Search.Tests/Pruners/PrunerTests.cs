using Orchestrator.Search.Pruners;

namespace Orchestrator.Search.Tests.Pruners;

public sealed class PrunerTests
{
    [Fact]
    public void The_median_is_taken_at_the_same_epoch()
    {
        var pruner = new PercentilePruner(50, startUpTrials: 3, warmUpEpochs: 1);
        FoldCurve[] others = [Curve(0, 9, 5, 1), Curve(1, 9, 3, 1), Curve(2, 9, 4, 1)];
        pruner.Judge(new(new FoldCurve(3, 0, [99]), others)).Prunes.ShouldBeFalse("the first epoch is warm-up");
        pruner.Judge(new(new FoldCurve(3, 0, [99, 4]), others)).Prunes.ShouldBeFalse("4 is the median");
        pruner.Judge(new(new FoldCurve(3, 0, [99, 4.1]), others)).Prunes.ShouldBeTrue();
        pruner.Judge(new(new FoldCurve(3, 0, [3.9, 4.1]), others)).Prunes.ShouldBeFalse("its best counts");
        pruner.Judge(new(new FoldCurve(3, 0, [99, 4.1]), others[..2])).Prunes.ShouldBeFalse("two are too few to judge by");
    }

    [Fact]
    public void Halving_judges_at_its_rungs_only_and_keeps_a_third()
    {
        var pruner = new HalvingPruner(firstRung: 2, reduction: 3);
        FoldCurve[] others = [.. Enumerable.Range(0, 5).Select(t => new FoldCurve(t, 0, [1, 0.1 * (t + 1)]))];
        pruner.Judge(new(new FoldCurve(9, 0, [50]), others)).Prunes.ShouldBeFalse("epoch 1 is no rung");
        pruner.Judge(new(new FoldCurve(9, 0, [1, 0.15]), others)).Prunes.ShouldBeFalse("second of six");
        pruner.Judge(new(new FoldCurve(9, 0, [1, 0.25]), others)).Prunes.ShouldBeTrue("third of six");
        pruner.Judge(new(new FoldCurve(9, 0, [1, 0.15, 50, 50, 50]), others)).Prunes.ShouldBeFalse("the next rung is at epoch 6");
    }

    [Theory]
    [InlineData(0.25, false)]
    [InlineData(0.21, false)]
    public void A_rival_that_stopped_early_counts_with_its_best(double last, bool prunes)
    {
        // Both rivals reached their score in fewer epochs than the trial in question has: their best is what it is measured by.
        var pruner = new PercentilePruner(50, startUpTrials: 2, warmUpEpochs: 0);
        FoldCurve[] others = [Curve(0, .5, .4, .3), Curve(1, .5, .4, .3, .2)];
        pruner.Judge(new(new FoldCurve(2, 0, [.5, .4, .3, .2, last]), others)).Prunes.ShouldBe(prunes, "its best is theirs");
        pruner.Judge(new(new FoldCurve(2, 0, [.5, .4, .35, .33, .31]), others)).Prunes.ShouldBeTrue("worse than both at any time");
    }

    [Fact]
    public void A_single_rival_at_an_epoch_is_no_median()
    {
        var pruner = new PercentilePruner(50, startUpTrials: 2, warmUpEpochs: 0);
        FoldCurve[] others = [Curve(0, 1, double.NaN), Curve(1, 1, .1)];
        pruner.Judge(new(new FoldCurve(2, 0, [1, .2]), others)).Prunes.ShouldBeFalse("one of the two has no loss there");
    }

    [Fact]
    public void At_a_rung_those_count_that_stopped_early_and_those_that_have_not_come_so_far_do_not()
    {
        var pruner = new HalvingPruner(firstRung: 4, reduction: 2);
        FoldCurve[] others = [Curve(0, .5, .1), Curve(1, .5, .2), new FoldCurve(2, 0, [.5, .05])];
        pruner.Judge(new(new FoldCurve(3, 0, [.5, .4, .3, .25]), others)).Prunes.ShouldBeTrue("two ended better before the rung");
        pruner.Judge(new(new FoldCurve(3, 0, [.5, .4, .3, .25]), others[2..])).Prunes.ShouldBeFalse("nobody else is known there");
    }

    [Fact]
    public void Reasons_speak_of_the_user_s_metric()
    {
        var words = new ScoreWords("accuracy", LargerIsBetter: true);
        PruningRequest After(params double[] accuracies) =>
            new(new FoldCurve(9, 0, [.. accuracies.Select(a => -a)]), [Curve(0, -.8, -.9), Curve(1, -.7, -.95)]) { Words = words };
        new ThresholdPruner(-0.5).Judge(After(.4)).Reason.ShouldBe("accuracy 0.4 at epoch 1 is below 0.5");
        new PercentilePruner(50, 2, 0).Judge(After(.4, .6)).Reason
            .ShouldStartWith("best accuracy 0.6 by epoch 2 is below 0.925, percentile 50");
        new HalvingPruner(2, 2).Judge(After(.4, .6)).Reason.ShouldStartWith("accuracy 0.6 at the rung of 2 epochs is below 0.95,");
        new PatiencePruner(1, 0).Judge(After(.6, .5)).Reason.ShouldEndWith("on accuracy 0.6 for 1 epoch");
    }

    [Fact]
    public void Hyperband_s_brackets_get_their_share_of_the_trials()
    {
        var pruner = new HyperbandPruner(firstRung: 1, epochs: 81, reduction: 3, seed: 4);
        pruner.Brackets.ShouldBe(5);
        var counts = Enumerable.Range(0, 10_000).CountBy(pruner.BracketOf).ToDictionary();
        double[] expected = [81, 34, 15, 8, 5]; // ceil(5 * 3^s / (s + 1)), s = 4 .. 0
        for (var b = 0; b < 5; b++)
        {
            (counts[b] / 10_000.0).ShouldBe(expected[b] / expected.Sum(), 0.015);
        }
    }

    [Fact]
    public void Patience_ends_after_so_many_epochs_without_gain()
    {
        var pruner = new PatiencePruner(patience: 3, leastGain: 0.1);
        pruner.Judge(new(new FoldCurve(0, 0, [1, 0.95, 0.93]), [])).Prunes.ShouldBeFalse();
        pruner.Judge(new(new FoldCurve(0, 0, [1, 0.95, 0.93, 0.91]), [])).Prunes.ShouldBeTrue();
        pruner.Judge(new(new FoldCurve(0, 0, [1, 0.95, 0.93, 0.85]), [])).Prunes.ShouldBeFalse();
    }

    [Fact]
    public void A_race_is_run_on_the_same_folds()
    {
        // Fold 2 is hard for everyone; the loser is worse by about 0.1 on each.
        var pruner = new RacingPruner(0.05);
        FoldCurve[] champion = [Done(0, 0, 0.20), Done(0, 1, 0.30), Done(0, 2, 0.90), Done(0, 3, 0.25)];
        pruner.Judge(new(Done(1, 0, 0.30), champion)).Prunes.ShouldBeFalse("a single fold proves nothing");
        pruner.Judge(new(Done(1, 1, 0.41), [.. champion, Done(1, 0, 0.30)])).Prunes.ShouldBeTrue();
        pruner.Judge(new(Done(1, 1, 0.31), [.. champion, Done(1, 0, 0.30)])).Prunes.ShouldBeFalse("0.10 and 0.01 may be chance");
        pruner.Judge(new(Done(1, 2, 1.0), [.. champion, Done(1, 0, 0.18)])).Prunes.ShouldBeFalse("one win, one loss");
        var verdict = pruner.Judge(new(Done(1, 2, 0.99), [.. champion, Done(1, 0, 0.30), Done(1, 1, 0.41)]));
        verdict.Prunes.ShouldBeTrue();
        verdict.Reason.ShouldContain("trial 0");
    }

    [Fact]
    public void The_best_trial_does_not_lose_a_race()
    {
        var pruner = new RacingPruner(0.05);
        FoldCurve[] others = [Done(0, 0, 0.3), Done(0, 1, 0.4), Done(0, 2, 0.5), Done(1, 0, 0.2), Done(1, 1, 0.3)];
        pruner.Judge(new(Done(1, 2, 0.4), others)).Prunes.ShouldBeFalse();
    }

    [Theory]
    [InlineData("median", 0, 3, 10)]
    [InlineData("halving", 5, 1, 10)]
    [InlineData("patience", 5, 3, 0)]
    public void Options_out_of_range_are_refused(string name, int startUp, int reduction, int patience) =>
        Should.Throw<ArgumentOutOfRangeException>(() =>
            PrunerRegistry.Create(name, new PruningOptions { StartUpTrials = startUp, Reduction = reduction, Patience = patience }));

    private static FoldCurve Curve(int trial, params double[] losses) => new(trial, 0, losses, Completed: true);

    private static FoldCurve Done(int trial, int fold, double loss) => new(trial, fold, [loss + 0.5, loss], Completed: true);
}
