using Orchestrator.Contracts.Randomness;
using Orchestrator.Search.FoldWise;

namespace Orchestrator.Search.Tests.FoldWise;

public sealed class FoldModelTests
{
    private const int Folds = 5;
    private const double Noise = 0.02;
    private static readonly double[] Difficulty = [0.3, -0.1, 0, -0.25, 0.05];

    [Fact]
    public void Difficult_folds_do_not_make_a_trial_look_bad()
    {
        // Without noise one fold tells the mean over all.
        FoldLosses[] trials = [Trial(0, 0.5), Trial(1, 0.7), Trial(2, 0.9), Trial(3, 0.6, 0), Trial(4, 0.65, 3, 4)];
        var model = new FoldModel(Folds, trials);
        foreach (var (trial, level) in trials.Zip((double[])[0.5, 0.7, 0.9, 0.6, 0.65]))
        {
            var (mean, variance) = model.MeanOf(trial);
            mean.ShouldBe(level, 1e-9);
            variance.ShouldBe(0, 1e-9);
        }
    }

    [Fact]
    public void The_error_is_as_large_as_it_says()
    {
        var random = new RandomStream(SeedSequence.Derive(1, 0, 0, "fold model"));
        foreach (var known in (int[])[1, 2, 4])
        {
            var (squares, variances, repeats) = (0.0, 0.0, 400);
            for (var repeat = 0; repeat < repeats; repeat++)
            {
                FoldLosses[] whole = [.. Enumerable.Range(0, 13).Select(t => Noisy(random, t, 0.5 + 0.02 * t))];
                var last = whole[^1];
                var part = new FoldLosses(last.Trial, [.. last.Losses.Select((loss, k) => k < known ? loss : null)]);
                var (mean, variance) = new FoldModel(Folds, [.. whole[..^1], part]).MeanOf(part);
                squares += Math.Pow(mean - last.Losses.Average()!.Value, 2);
                variances += variance;
            }

            (squares / variances).ShouldBeInRange(0.85, 1.3, $"{known} folds"); // the difficulties are estimates, too
        }
    }

    [Fact]
    public void Bad_trials_do_not_make_the_noise_of_good_ones()
    {
        var random = new RandomStream(SeedSequence.Derive(2, 0, 0, "fold model"));
        FoldLosses[] good = [.. Enumerable.Range(0, 12).Select(t => Noisy(random, t, 0.5))];
        FoldLosses[] bad = [.. Enumerable.Range(12, 10)
            .Select(t => new FoldLosses(t, [.. Difficulty.Select(_ => (double?)(3 + random.NextDouble()))]))];
        var model = new FoldModel(Folds, [.. good, .. bad]);
        Math.Sqrt(model.NoiseVariance).ShouldBeInRange(0.7 * Noise, 1.4 * Noise);
    }

    [Fact]
    public void Two_trials_of_one_fold_teach_nothing_of_noise()
    {
        var model = new FoldModel(Folds, [Trial(0, 0.5, 0), Trial(1, 0.6, 0)]);
        model.NoiseVariance.ShouldBe(double.NaN);
        model.MeanOf(Trial(0, 0.5, 0)).Mean.ShouldBe(0.8, 1e-12);
    }

    private static FoldLosses Trial(int number, double level, params int[] known) => new(number,
        [.. Difficulty.Select((d, k) => known.Length == 0 || known.Contains(k) ? level + d : (double?)null)]);

    private static FoldLosses Noisy(RandomStream random, int number, double level) =>
        new(number, [.. Difficulty.Select(d => (double?)(level + d + Noise * random.NextNormal()))]);
}
