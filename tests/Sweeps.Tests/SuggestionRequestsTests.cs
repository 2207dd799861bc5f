namespace Orchestrator.Sweeps.Tests;

public sealed class SuggestionRequestsTests
{
    private static readonly double[] Difficulty = [0.2, -0.15, -0.05];

    [Fact]
    public void A_sampler_is_told_the_noise_of_a_comparison_and_not_how_much_folds_differ()
    {
        var script = Script.Planned(trials: 9, folds: Difficulty.Length);
        for (var trial = 0; trial < 8; trial++)
        {
            var noise = trial % 2 == 0 ? 0.01 : -0.01;
            script.RunTrial([0.5 + 0.02 * trial + Difficulty[0] + noise, 0.5 + 0.02 * trial + Difficulty[1] - noise,
                0.5 + 0.02 * trial + Difficulty[2]]);
        }

        var observed = SuggestionRequests.For(script.State, 8).Observed;

        observed.Count.ShouldBe(8);
        observed.ShouldAllBe(o => o.Loss < -0.4);
        observed.Average(o => o.Variance).ShouldBeInRange(1e-5, 1e-4); // 2 * 0.01^2 / 2 / 3; as the folds are, 0.011
        SuggestionRequests.Observe(script.State.Definition, script.State.Trials.Take(8).ToList()).ShouldBe(observed);
    }

    [Fact]
    public void Of_a_trial_that_failed_nothing_is_known_and_one_that_was_pruned_was_bad()
    {
        var script = Script.Planned(trials: 4, folds: 2, retries: 0);
        script.RunTrial(0.5, 0.6);
        script.Suggest(1);
        script.Break(script.Start(1, 0));

        script.Suggest(2);
        script.Start(2, 0);
        script.Play(new PruneTrial(2, "below the median", script.Now));

        SuggestionRequests.For(script.State, 3).Observed.Select(o => o.Loss).ShouldBe([-0.55, double.NaN, double.PositiveInfinity]);
    }
}
