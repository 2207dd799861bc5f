using Orchestrator.Contracts.Randomness;

namespace Orchestrator.Sweeps.Tests;

/// <summary>The best trial when the noise of its folds is taken into account.</summary>
public sealed class PosteriorBestTests
{
    [Fact]
    public void It_is_truly_better_than_the_luckiest_and_promises_less()
    {
        PosteriorBest[] found =
        [
            .. Enumerable.Range(0, 10).Select(seed => new RandomStream((ulong)seed)).Select(random => PosteriorBest.Of(
                Played(40, x => [.. Enumerable.Range(0, 3).Select(_ => Hill(x) + (0.5 * random.NextNormal()))])).ShouldNotBeNull())
        ];
        found.Average(best => Top - Hill(Place(best.Trial))).ShouldBeLessThan(0.5 * found.Average(best => Top - Hill(Place(best.Told))));
        found.Average(best => Math.Abs(best.Mean - Hill(Place(best.Trial)))).ShouldBeLessThan(0.15);
        found.ShouldAllBe(best => best.ToldMean <= best.Mean);
    }

    [Fact]
    public void Few_or_equal_trials_tell_nothing()
    {
        PosteriorBest.Of(Played(3, x => [x, x, x])).ShouldBeNull();
        PosteriorBest.Of(Played(20, _ => [0.5, 0.5, 0.5])).ShouldBeNull();
    }

    private const double Top = 1.5; // at 40

    private static double Place(int trial) => 2.5 * trial;

    private static double Hill(double x) => Top - ((x - 40) * (x - 40) / 2000);

    private static SweepState Played(int trials, Func<double, double[]> scores)
    {
        var script = Script.Planned(trials: trials, folds: 3);
        for (var trial = 0; trial < trials; trial++)
        {
            script.RunTrialAt(Place(trial), scores(Place(trial)));
        }

        return script.State;
    }
}
