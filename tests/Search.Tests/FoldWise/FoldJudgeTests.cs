using Orchestrator.Search.FoldWise;

namespace Orchestrator.Search.Tests.FoldWise;

public sealed class FoldJudgeTests
{
    private static readonly FoldJudge Judge = new(folds: 3, startUpTrials: 2, leastChance: 0.05);

    private static readonly FoldLosses[] Whole =
        [new(0, [0.50, 0.61, 0.42]), new(1, [0.55, 0.64, 0.49]), new(2, [0.71, 0.80, 0.60])];

    [Fact]
    public void The_first_trials_get_all_their_folds()
    {
        var verdict = Judge.Judge([new(0, [9, null, null]), new(1, [0.5, null, null])], new HashSet<int> { 0, 1 });
        verdict.Hopeless.ShouldBeEmpty();
        verdict.Next.ShouldBe(new Promise(0, 1));
    }

    [Fact]
    public void The_likeliest_to_lead_is_next_and_who_has_no_chance_is_told()
    {
        var verdict = Judge.Judge([.. Whole, new(3, [0.52, null, null]), new(4, [0.9, null, null]), new(5, [0.46, null, null])],
            new HashSet<int> { 3, 4, 5 });
        verdict.Next!.Trial.ShouldBe(5);
        verdict.Next.Chance.ShouldBeInRange(0.6, 1);
        var hopeless = verdict.Hopeless.ShouldHaveSingleItem();
        (hopeless.Trial, hopeless.Known, hopeless.Best).ShouldBe((4, 1, 0));
        hopeless.Chance.ShouldBeLessThan(0.05);
        hopeless.Mean.ShouldBe(0.9, 0.05);
        hopeless.BestMean.ShouldBe(0.51, 1e-12);
    }

    [Fact]
    public void Who_cannot_get_one_is_not_judged()
    {
        var verdict = Judge.Judge([.. Whole, new(3, [0.9, null, null])], new HashSet<int>());
        verdict.ShouldBe(verdict with { Next = null });
        verdict.Hopeless.ShouldBeEmpty();
    }

    [Fact]
    public void Without_a_whole_trial_to_compare_with_the_earliest_goes_on()
    {
        var verdict = Judge.Judge([new(3, [0.9, null, null]), new(2, [0.5, null, null])], new HashSet<int> { 2, 3 });
        verdict.Next.ShouldBe(new Promise(2, 1));
        verdict.Hopeless.ShouldBeEmpty();
    }

    [Fact]
    public void Neither_order_nor_unit_nor_zero_matters()
    {
        FoldLosses[] trials = [.. Whole, new(3, [0.52, null, null]), new(4, [0.9, 0.8, null])];
        var open = new HashSet<int> { 3, 4 };
        var verdict = Judge.Judge(trials, open);
        var turned = Judge.Judge([.. trials.Reverse()], open);
        turned.Next!.Trial.ShouldBe(verdict.Next!.Trial);
        turned.Next.Chance.ShouldBe(verdict.Next.Chance, 1e-12);
        var scaled = Judge.Judge([.. trials.Select(t => new FoldLosses(t.Trial, [.. t.Losses.Select(loss => 1e3 * loss + 7)]))], open);
        scaled.Next!.Trial.ShouldBe(verdict.Next.Trial);
        scaled.Next.Chance.ShouldBe(verdict.Next.Chance, 1e-6);
        scaled.Hopeless.Select(h => h.Trial).ShouldBe(verdict.Hopeless.Select(h => h.Trial));
    }
}
