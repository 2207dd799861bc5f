using Orchestrator.Models.Metrics;

namespace Orchestrator.Models.Tests.Metrics;

public sealed class ValueMetricTests
{
    private static readonly ValuePredictions Four = new([1, 2, 3, 5], [2, 2, 4, 4]);

    [Fact]
    public void Errors_are_means_over_rows()
    {
        new MeanSquaredError().Of(Four).ShouldBe(3.0 / 4);
        new MeanAbsoluteError().Of(Four).ShouldBe(3.0 / 4);
        new RSquared().Of(Four).ShouldBe(1 - 3.0 / 4);
    }

    [Fact]
    public void Pearson_is_the_correlation()
    {
        // Deviations -1.75 -.75 .25 2.25 and -1 -1 1 1: products sum to 5, squares to 8.75 and 4.
        new Pearson().Of(Four).ShouldBe(5 / Math.Sqrt(8.75 * 4), 1e-12);
        new Pearson().Of(new ValuePredictions([3, 2, 1], [10, 20, 30])).ShouldBe(-1, 1e-12);
    }

    [Fact]
    public void Pearson_of_a_constant_prediction_is_nothing() => new Pearson().Of(new ValuePredictions([1, 1, 1], [1, 2, 3])).ShouldBe(0);

    [Fact]
    public void Spearman_is_the_correlation_of_ranks()
    {
        new Spearman().Of(new ValuePredictions([1, 10, 100, 1000], [1, 2, 3, 4])).ShouldBe(1, 1e-12);

        // Ranks 1 2 3 4 and 1.5 1.5 3.5 3.5: products sum to 4, squares to 5 and 4.
        new Spearman().Of(Four).ShouldBe(4 / Math.Sqrt(5 * 4), 1e-12);
        new Spearman().Of(new ValuePredictions([float.NaN, 1, 2], [1, 2, 3])).ShouldBe(double.NaN);
    }

    [Fact]
    public void Missing_values_do_not_count()
    {
        var predictions = new ValuePredictions([1, 100, 2, 7], [2, 0, 2, 9], columns: 2, known: [true, false, true, true]);

        new MeanSquaredError().Of(predictions).ShouldBe((1 + 0 + 4) / 3.0);
    }

    [Fact]
    public void A_constant_column_is_left_out()
    {
        var predictions = new ValuePredictions([1, 5, 2, 6, 3, 5], [1, 4, 2, 4, 3, 4], columns: 2);

        new Pearson().Of(predictions).ShouldBe(1, 1e-12);
        new RSquared().Of(predictions).ShouldBe(1, 1e-12);
    }
}
