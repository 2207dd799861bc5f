using Orchestrator.Contracts.Randomness;
using Orchestrator.Search.Surrogates;

namespace Orchestrator.Search.Tests.Surrogates;

public sealed class OutcomeTransformTests
{
    [Fact]
    public void Outcomes_have_mean_0_variance_1_and_the_order_of_the_losses()
    {
        var random = new RandomStream(4);
        double[] losses = [.. Enumerable.Range(0, 50).Select(_ => Math.Exp(3 * random.NextNormal()))];
        var outcomes = OutcomeTransform.Of(losses).Outcomes;
        outcomes.Average().ShouldBe(0, 1e-12);
        outcomes.Average(y => y * y).ShouldBe(1, 1e-12);
        losses.Index().OrderBy(l => l.Item).Select(l => l.Index).ShouldBe(outcomes.Index().OrderBy(y => y.Item).Select(y => y.Index));
        outcomes.Max().ShouldBeLessThan(4, "the tail is bent in");
    }

    [Fact]
    public void A_failed_trial_counts_as_the_worst()
    {
        var outcomes = OutcomeTransform.Of([1, double.NaN, 3, 2, double.PositiveInfinity]).Outcomes;
        outcomes[1].ShouldBe(outcomes[2]);
        outcomes[4].ShouldBe(outcomes[2]);
    }

    [Fact]
    public void The_variance_of_losses_is_carried_over_to_outcomes()
    {
        var random = new RandomStream(5);
        double[] losses = [.. Enumerable.Range(0, 100).Select(_ => 10 + 4 * random.NextDouble())];
        var transform = OutcomeTransform.Of(losses);
        // Nearly linear: standardising divides variances by that of the losses, 16 / 12.
        transform.VarianceOf(losses, [.. losses.Select(_ => 0.04)]).ShouldBe(0.04 / (16 / 12.0), 0.015);
        transform.VarianceOf(losses, new double[100]).ShouldBe(0);
    }

    [Theory]
    [InlineData(1e308, -1e308, 0)]
    [InlineData(1e-308, 2e-308, 3e-308)]
    [InlineData(1e15, 1, 2)]
    public void Extreme_losses_give_finite_outcomes(double a, double b, double c) =>
        OutcomeTransform.Of([a, b, c]).Outcomes.ShouldAllBe(y => double.IsFinite(y));

    [Theory]
    [InlineData(7.0, 7.0)]
    [InlineData(double.NaN, double.NaN)]
    public void Nothing_is_learnt_from_equal_losses(double a, double b) => OutcomeTransform.Of([a, b]).Outcomes.ShouldBe([0, 0]);

    [Theory]
    [InlineData(-2)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Yeo_and_Johnson_s_transformation_rises_and_keeps_0(double exponent)
    {
        OutcomeTransform.YeoJohnson(0, exponent).ShouldBe(0);
        double[] values = [-3, -1, -0.1, 0, 0.1, 1, 3];
        values.Select(y => OutcomeTransform.YeoJohnson(y, exponent)).ShouldBeInOrder(SortDirection.Ascending);
    }

    [Fact]
    public void Winsorized_losses_are_equal_far_beyond_the_best_quarter_and_keep_their_order_before()
    {
        double[] losses = [.. Enumerable.Range(0, 40).Select(i => 0.1 * i), 40, 1e6, double.NaN]; // the quarter ends at 1
        var outcomes = OutcomeTransform.Of(losses, winsorized: true).Outcomes;
        outcomes[..40].ShouldBeInOrder(SortDirection.Ascending);
        outcomes[40..].ShouldAllBe(y => y == outcomes[40]);
        outcomes[40].ShouldBeGreaterThan(outcomes[39]);
        (outcomes[39] - outcomes[0]).ShouldBeGreaterThan(2, "what is left has the resolution");
        OutcomeTransform.Of([.. losses.Select(loss => 8 * loss + 3)], winsorized: true).Outcomes.ShouldBe(outcomes, 1e-9);
    }

    [Fact]
    public void Where_the_best_quarter_are_equal_nothing_is_winsorized()
    {
        double[] losses = [1, 1, 1, 1, 2, 3, 50];
        OutcomeTransform.Of(losses, winsorized: true).Outcomes.ShouldBe(OutcomeTransform.Of(losses).Outcomes);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Slopes_are_those_of_the_outcomes(bool winsorized)
    {
        double[] losses = [.. Enumerable.Range(0, 400).Select(i => 0.01 * i), 1e3];
        var transform = OutcomeTransform.Of(losses, winsorized);
        for (var i = 20; i < 380; i += 40)
        {
            // Losses are halved before; the middle one of three is the slope's to the second order.
            var slope = (transform.Outcomes[i + 1] - transform.Outcomes[i - 1]) / (0.5 * 0.02);
            Math.Exp(transform.LogSlopes![i]).ShouldBe(slope, 1e-3 * slope);
        }

        double.IsNegativeInfinity(transform.LogSlopes![^1]).ShouldBe(winsorized);
    }
}
