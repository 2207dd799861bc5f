using Orchestrator.Contracts.Randomness;
using Orchestrator.Search.FoldWise;

namespace Orchestrator.Search.Tests.FoldWise;

public sealed class ComparisonNoiseTests
{
    private const double Noise = 0.02;
    private static readonly double[] Difficulty = [0.3, -0.1, 0, -0.25, 0.05];

    [Fact]
    public void What_folds_have_in_common_is_no_noise()
    {
        var variances = ComparisonNoise.Variances(Losses(trials: 100, Noise), Difficulty.Length);

        variances.Length.ShouldBe(100);
        (variances.Average() / (Noise * Noise / Difficulty.Length)).ShouldBeInRange(0.85, 1.2);
    }

    [Fact]
    public void Without_noise_there_is_none_however_much_folds_differ() =>
        ComparisonNoise.Variances(Losses(trials: 20, noise: 0), Difficulty.Length).ShouldAllBe(variance => variance < 1e-25);

    [Fact]
    public void Bad_trials_do_not_make_the_noise_of_good_ones()
    {
        var losses = Losses(trials: 64, Noise);
        var random = new RandomStream(SeedSequence.Derive(3, 0, 0, "comparison noise"));
        bool[] bad = [.. Enumerable.Range(0, 64).Select(trial => trial % 3 == 1)];
        for (var i = 0; i < losses.Length; i++)
        {
            losses[i] = bad[i / Difficulty.Length] ? 3 + random.NextDouble() : losses[i];
        }

        var variances = ComparisonNoise.Variances(losses, Difficulty.Length);
        (variances.Where((_, trial) => !bad[trial]).Average() / (Noise * Noise / Difficulty.Length)).ShouldBeInRange(0.8, 1.3);
    }

    [Fact]
    public void A_trial_s_noise_does_not_change_as_later_ones_come()
    {
        var losses = Losses(trials: 600, Noise);
        var whole = ComparisonNoise.Variances(losses, Difficulty.Length);
        foreach (var trials in (int[])[4, 5, 8, 9, 31, 256, 300])
        {
            ComparisonNoise.Variances(losses.AsSpan(0, trials * Difficulty.Length), Difficulty.Length)
                .ShouldBe(whole[..trials], $"of {trials} trials");
        }
    }

    [Theory]
    [InlineData(3, 5)] // nothing to tell difficulty by
    [InlineData(40, 1)] // one split
    [InlineData(0, 5)]
    public void What_cannot_be_told_is_unknown(int trials, int folds) =>
        ComparisonNoise.Variances(new double[trials * folds], folds).ShouldBe(new double[trials]);

    private static double[] Losses(int trials, double noise)
    {
        var random = new RandomStream(SeedSequence.Derive(1, 0, 0, "comparison noise"));
        return [.. Enumerable.Range(0, trials * Difficulty.Length).Select(i =>
            0.5 + 0.01 * (i / Difficulty.Length % 7) + Difficulty[i % Difficulty.Length] + noise * random.NextNormal())];
    }
}
