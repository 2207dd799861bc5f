using Orchestrator.Contracts.Randomness;
using Orchestrator.Search.Surrogates;

namespace Orchestrator.Search.Tests.Surrogates;

public sealed class FoldNoiseTests
{
    private static readonly Hyperparameters Parameters = new([8], 1, 1e-2);

    [Fact]
    public void Where_folds_disagree_more_the_noise_is_larger()
    {
        var noise = Of(x => x < 0.5 ? 1e-4 : 1e-2);
        noise.RatioOf([0.9], 1e-2, 1).ShouldBeGreaterThan(5 * noise.RatioOf([0.1], 1e-4, 1));
        noise.Ratios!.Length.ShouldBe(60);
        noise.Ratios[0].ShouldBeLessThan(noise.Ratios[59]);
    }

    [Fact]
    public void What_chance_gives_one_trial_counts_little() => // its folds happened to agree, its neighbours' did not
        Of(_ => 1e-2).RatioOf([0.5], 1e-6, 1).ShouldBeInRange(0.6, 1.1);

    [Fact]
    public void What_fewer_folds_make_of_it_counts_whole()
    {
        var noise = Of(_ => 1e-2);
        (noise.RatioOf([0.5], 5e-2, 0.2) / noise.RatioOf([0.5], 1e-2, 1)).ShouldBe(5, 1e-9);
    }

    [Fact]
    public void Folds_that_show_nothing_give_no_ratios() => Of(_ => 0).Ratios.ShouldBeNull();

    [Fact]
    public void A_quiet_row_is_believed_and_a_noisy_one_is_not()
    {
        var table = new FeatureTable([false]);
        table.Add([0.2]);
        table.Add([0.8]);
        var posterior = GaussianProcess.Fit(table, [1, -1], Parameters, noise: [0.01, 20]);
        posterior.MeanAtRow(0).ShouldBe(1, 0.01);
        posterior.MeanAtRow(1).ShouldBeGreaterThan(-0.9);
        posterior.MeanAtRow(1).ShouldBe(posterior.Predict([0.8]).Mean, 1e-9);
    }

    [Fact]
    public void A_posterior_of_other_noise_is_not_extended()
    {
        var (table, outcomes) = Tables.Random(20);
        var parameters = new Hyperparameters([8, 3, 0.5], 1.5, 1e-2);
        var earlier = GaussianProcess.Fit(table.Subset([0, 1, 2, 3, 4, 5]), outcomes[..6], parameters, noise: [1, 1, 1, 1, 1, 1]);
        double[] noise = [.. Enumerable.Range(0, 20).Select(i => 1.0 + i % 3)];
        GaussianProcess.Fit(table, outcomes, parameters, earlier, noise).Predict([0.4, 0.4, 1])
            .ShouldBe(GaussianProcess.Fit(table, outcomes, parameters, null, noise).Predict([0.4, 0.4, 1]));
    }

    private static FoldNoise Of(Func<double, double> variance)
    {
        var table = new FeatureTable([false]);
        double[] variances = new double[60], losses = new double[60];
        var random = new RandomStream(1);
        for (var i = 0; i < 60; i++)
        {
            var x = i / 59.0;
            table.Add([x]);
            losses[i] = x;
            variances[i] = variance(x) * (0.5 + random.NextDouble());
        }

        return new FoldNoise(table, losses, variances, [.. variances.Select(_ => 1.0)]);
    }
}
