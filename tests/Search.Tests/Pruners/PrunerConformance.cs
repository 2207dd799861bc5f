using FsCheck;
using FsCheck.Fluent;
using Orchestrator.Contracts.Randomness;
using Orchestrator.Search.Pruners;

namespace Orchestrator.Search.Tests.Pruners;

/// <summary>What every registered pruner promises.</summary>
public sealed class PrunerConformance
{
    private static readonly PruningOptions Options = new() { StartUpTrials = 2, LargestLoss = 2, Seed = 1 };

    public static TheoryData<string> Pruners => [.. PrunerRegistry.Names];

    [Theory]
    [MemberData(nameof(Pruners))]
    public void The_first_trial_runs_to_its_end(string name) => StoppedAt(name, Falling(trial: 0, level: 0.5), []).ShouldBeNull();

    [Theory]
    [MemberData(nameof(Pruners))]
    public void A_trial_that_is_always_the_best_runs_to_its_end(string name) =>
        StoppedAt(name, Falling(trial: 50, level: 0.1), Crowd(50)).ShouldBeNull();

    [Theory]
    [InlineData("none", false)]
    [InlineData("median", true)]
    [InlineData("percentile", true)]
    [InlineData("halving", true)]
    [InlineData("hyperband", true)]
    public void A_trial_that_is_always_the_worst_is_stopped_with_a_reason(string name, bool stopped)
    {
        var verdict = StoppedAt(name, Falling(trial: 50, level: 1.4), Crowd(50));
        (verdict is not null).ShouldBe(stopped);
        if (stopped)
        {
            verdict!.Reason.ShouldNotBeEmpty();
        }
    }

    [Theory]
    [MemberData(nameof(Pruners))]
    public void What_has_diverged_is_stopped(string name)
    {
        foreach (var loss in new[] { double.NaN, double.PositiveInfinity })
        {
            var verdict = PrunerRegistry.Create(name, Options).Judge(new(new FoldCurve(0, 0, [0.5, loss]), []));
            verdict.Prunes.ShouldBeTrue();
            verdict.Reason.ShouldContain("epoch 2");
        }
    }

    [Theory]
    [MemberData(nameof(Pruners))]
    public void Nothing_is_judged_before_its_first_epoch(string name) =>
        PrunerRegistry.Create(name, Options).Judge(new(new FoldCurve(9, 0, []), Crowd(9))).Prunes.ShouldBeFalse();

    [Theory]
    [MemberData(nameof(Pruners))]
    public void The_order_of_the_other_curves_does_not_matter(string name)
    {
        var others = Crowd(40).ToArray();
        var shuffled = others.ToArray();
        new RandomStream(3).Shuffle<FoldCurve>(shuffled);
        foreach (var level in new[] { 0.3, 0.5, 0.7, 0.9 })
        {
            StoppedAt(name, Falling(40, level), shuffled).ShouldBe(StoppedAt(name, Falling(40, level), others));
        }
    }

    [Theory]
    [MemberData(nameof(Pruners))]
    public void Other_folds_of_other_trials_do_not_mix_in(string name)
    {
        // On fold 1 everybody is far better than this trial is on fold 0: that is the fold's doing.
        List<FoldCurve> others =
            [.. Crowd(30).Select(curve => curve with { Fold = 1, Losses = [.. curve.Losses.Select(loss => loss - 5)] })];
        StoppedAt(name, Falling(30, 0.9), others).ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(Pruners))]
    public void Diverged_rivals_are_no_obstacle(string name)
    {
        List<FoldCurve> others =
            [.. Crowd(20), .. Enumerable.Range(20, 20).Select(t => new FoldCurve(t, 0, [double.NaN, double.NaN, double.NaN], t % 2 == 0))];
        StoppedAt(name, Falling(60, 0.1), others).ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(Pruners))]
    public void Any_curves_get_a_verdict_that_gives_its_reason(string name) =>
        Prop.ForAll(AnyCurves, curves =>
        {
            var request = new PruningRequest(curves[0] with { Trial = 99 }, curves[1..]);
            var verdict = PrunerRegistry.Create(name, Options).Judge(request);
            return verdict.Prunes == (verdict.Reason.Length > 0) && PrunerRegistry.Create(name, Options).Judge(request) == verdict;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(17, 3));

    /// <summary>One to twenty curves of few trials and folds, some of no epoch, with losses that repeat, diverge or overflow.</summary>
    private static Arbitrary<FoldCurve[]> AnyCurves { get; } = Arb.From(
        from count in Gen.Choose(1, 20)
        from curves in Gen.ArrayOf(
            from trial in Gen.Choose(0, 8)
            from fold in Gen.Choose(0, 2)
            from epochs in Gen.Choose(0, 12)
            from losses in Gen.ArrayOf(
                Gen.Elements(0.1, 0.2, 0.2, 1, -3, double.NaN, double.PositiveInfinity, double.MaxValue, double.MinValue), epochs)
            from completed in Gen.Elements(true, false)
            select new FoldCurve(trial, fold, losses, completed), count)
        select curves);

    [Fact]
    public void An_unknown_name_is_answered_with_the_known_ones() =>
        Should.Throw<ArgumentException>(() => PrunerRegistry.Create("medain", Options)).Message.ShouldContain("median");

    /// <summary>The verdict that stops a curve as it grows; null = none.</summary>
    private static Verdict? StoppedAt(string name, FoldCurve curve, IReadOnlyList<FoldCurve> others)
    {
        var pruner = PrunerRegistry.Create(name, Options);
        for (var epochs = 1; epochs <= curve.Epochs; epochs++)
        {
            var verdict =
                pruner.Judge(new(curve with { Losses = [.. curve.Losses.Take(epochs)], Completed = epochs == curve.Epochs }, others));
            if (verdict.Prunes)
            {
                return verdict;
            }
        }

        return null;
    }

    private static FoldCurve Falling(int trial, double level) =>
        new(trial, 0, [.. Enumerable.Range(1, 81).Select(epoch => level + 0.5 / epoch)], Completed: true);

    private static List<FoldCurve> Crowd(int count) =>
        [.. Enumerable.Range(0, count).Select(trial => Falling(trial, 0.2 + trial / (double)count))];
}
