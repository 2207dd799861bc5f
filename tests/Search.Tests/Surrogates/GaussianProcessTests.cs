using Orchestrator.Search.Surrogates;

namespace Orchestrator.Search.Tests.Surrogates;

public sealed class GaussianProcessTests
{
    private static readonly Hyperparameters Parameters = new([8, 3, 0.5], 1.5, 1e-4, Trend: 0.7, Bowl: 0.6);

    [Fact]
    public void Gradients_are_those_of_mean_and_variance()
    {
        var posterior = Posterior(30);
        double[] at = [0.43, 0.71, 1], meanSlopes = new double[3], varianceSlopes = new double[3];
        var (mean, variance) = posterior.Predict(at, meanSlopes, varianceSlopes);
        posterior.Predict(at).ShouldBe((mean, variance));
        for (var f = 0; f < 2; f++)
        {
            const double h = 1e-5;
            double[] up = [.. at], down = [.. at];
            up[f] += h;
            down[f] -= h;
            var (above, below) = (posterior.Predict(up), posterior.Predict(down));
            meanSlopes[f].ShouldBe((above.Mean - below.Mean) / (2 * h), 1e-5);
            varianceSlopes[f].ShouldBe((above.Variance - below.Variance) / (2 * h), 1e-5);
        }

        meanSlopes[2].ShouldBe(0);
    }

    [Fact]
    public void Many_points_at_once_are_predicted_as_one_by_one()
    {
        var posterior = Posterior(37);
        var (points, _) = Tables.Random(21, seed: 9);
        double[] means = new double[21], variances = new double[21], features = new double[3];
        posterior.Predict(points, means, variances);
        for (var i = 0; i < 21; i++)
        {
            points.CopyRow(i, features);
            var (mean, variance) = posterior.Predict(features);
            means[i].ShouldBe(mean, 1e-10);
            variances[i].ShouldBe(variance, 1e-10);
        }
    }

    [Fact]
    public void It_passes_close_to_what_was_observed()
    {
        var (table, outcomes) = Tables.Random(25);
        var posterior = GaussianProcess.Fit(table, outcomes, Parameters);
        var features = new double[3];
        for (var i = 0; i < 25; i++)
        {
            table.CopyRow(i, features);
            var (mean, variance) = posterior.Predict(features);
            mean.ShouldBe(outcomes[i], 0.05);
            variance.ShouldBeLessThan(2e-4);
            posterior.MeanAtRow(i).ShouldBe(mean, 1e-9);
        }
    }

    [Fact]
    public void Believing_in_a_point_keeps_the_mean_and_takes_the_doubt()
    {
        var posterior = Posterior(12);
        var (points, _) = Tables.Random(3, seed: 5);
        var believing = posterior.Believing(points);
        double[] features = new double[3], elsewhere = [0.99, 0.01, 2];
        for (var i = 0; i < 3; i++)
        {
            points.CopyRow(i, features);
            believing.Predict(features).Mean.ShouldBe(posterior.Predict(features).Mean, 1e-3);
            believing.Predict(features).Variance.ShouldBeLessThan(Math.Min(2e-4, posterior.Predict(features).Variance));
        }

        believing.Predict(elsewhere).Variance.ShouldBeLessThanOrEqualTo(posterior.Predict(elsewhere).Variance);
    }

    [Fact]
    public void Gradients_stay_true_with_detail()
    {
        var (table, outcomes) = Tables.Random(30);
        var posterior = GaussianProcess.Fit(table, outcomes, (Parameters with { Noise = 0.2 }).WithMeasuredNoise(0));
        double[] at = [0.43, 0.71, 1], meanSlopes = new double[3], varianceSlopes = new double[3];
        posterior.Predict(at, meanSlopes, varianceSlopes);
        for (var f = 0; f < 2; f++)
        {
            const double h = 1e-5;
            double[] up = [.. at], down = [.. at];
            up[f] += h;
            down[f] -= h;
            meanSlopes[f].ShouldBe((posterior.Predict(up).Mean - posterior.Predict(down).Mean) / (2 * h), 1e-5);
            varianceSlopes[f].ShouldBe((posterior.Predict(up).Variance - posterior.Predict(down).Variance) / (2 * h), 1e-5);
        }
    }

    [Fact]
    public void Growing_an_earlier_posterior_gives_the_same_bits()
    {
        var (table, outcomes) = Tables.Random(50);
        var earlier = GaussianProcess.Fit(table.Subset([.. Enumerable.Range(0, 37)]), outcomes[..37], Parameters);
        double[] at = [0.3, 0.6, 2];
        GaussianProcess.Fit(table, outcomes, Parameters, earlier).Predict(at)
            .ShouldBe(GaussianProcess.Fit(table, outcomes, Parameters).Predict(at));
        foreach (var others in new[] { Parameters with { Noise = 0.1 }, Parameters with { Bowl = 0 } })
        {
            GaussianProcess.Fit(table, outcomes, others, earlier).Predict(at)
                .ShouldBe(GaussianProcess.Fit(table, outcomes, others).Predict(at));
        }
    }

    [Fact]
    public void Detail_is_not_found_again_by_measuring_at_the_same_place()
    {
        var (table, outcomes) = Tables.Random(25);
        var noisy = Parameters with { Noise = 0.3 };
        var features = new double[3];
        table.CopyRow(4, features);
        GaussianProcess.Fit(table, outcomes, noisy.WithMeasuredNoise(0)).Predict(features).Variance.ShouldBeLessThan(1e-6);
        GaussianProcess.Fit(table, outcomes, noisy.WithMeasuredNoise(1)).Predict(features).Variance.ShouldBeGreaterThan(0.05);
    }

    [Fact]
    public void A_crowd_of_good_trials_does_not_promise_as_much_elsewhere()
    {
        var table = new FeatureTable([false]);
        for (var i = 0; i < 40; i++)
        {
            table.Add([0.2 + 0.0005 * i]);
        }

        table.Add([0.0]);
        table.Add([0.5]);
        double[] outcomes = [.. Enumerable.Repeat(-0.5, 40), 2, 2];
        var posterior = GaussianProcess.Fit(table, outcomes, new Hyperparameters([400], 1, 1e-4));
        posterior.Predict([0.95]).Mean.ShouldBeGreaterThan(0.5, "the plain average is -0.38");
    }

    [Fact]
    public void Equal_rows_without_noise_are_no_obstacle()
    {
        var table = new FeatureTable([false]);
        for (var i = 0; i < 20; i++)
        {
            table.Add([0.5]);
        }

        var posterior =
            GaussianProcess.Fit(table, [.. Enumerable.Range(0, 20).Select(i => (double)(i % 2))], new Hyperparameters([1], 1, 0));
        posterior.Predict([0.5]).Mean.ShouldBe(0.5, 1e-3);
    }

    private static GaussianProcess Posterior(int rows)
    {
        var (table, outcomes) = Tables.Random(rows);
        return GaussianProcess.Fit(table, outcomes, Parameters);
    }
}
