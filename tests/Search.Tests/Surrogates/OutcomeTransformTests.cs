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
}
