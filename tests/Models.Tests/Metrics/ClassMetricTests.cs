using Orchestrator.Models.Metrics;

namespace Orchestrator.Models.Tests.Metrics;

public sealed class ClassMetricTests
{
    // Predicted 0 1 1 2 0 2 of true 0 1 2 2 1 2.
    private static readonly ClassPredictions Three = ClassPredictions.FromLogits(
        [2, 0, 0, 0, 2, 0, 0, 2, 1, 0, 0, 2, 2, 1, 0, 0, 0, 5], [0, 1, 2, 2, 1, 2]);

    private static readonly ClassPredictions Two = ClassPredictions.FromLogits([-1, 2, 0.5f, -3], [0, 1, 0, 1]);

    [Fact]
    public void Accuracy_counts_rows()
    {
        new Accuracy().Of(Three).ShouldBe(4.0 / 6);
        new Accuracy().Of(Two).ShouldBe(0.5);
    }

    [Fact]
    public void F1_of_two_classes_is_that_of_the_second() => new F1().Of(Two).ShouldBe(2.0 / (2 + 1 + 1));

    [Fact]
    public void F1_of_more_is_the_mean() => new F1().Of(Three).ShouldBe((2.0 / 3 + 2.0 / 4 + 4.0 / 5) / 3, 1e-12);

    [Fact]
    public void Cross_entropy_of_two_classes_is_that_of_the_logistic_function()
    {
        double P(double z) => 1 / (1 + Math.Exp(-z));
        var expected = -(Math.Log(1 - P(-1)) + Math.Log(P(2)) + Math.Log(1 - P(0.5)) + Math.Log(P(-3))) / 4;

        new CrossEntropy().Of(Two).ShouldBe(expected, 1e-12);
    }

    [Fact]
    public void Cross_entropy_of_more_is_that_of_the_softmax()
    {
        var expected = Math.Log(Math.Exp(2) + 2) - 2;

        new CrossEntropy().Of(ClassPredictions.FromLogits([2, 0, 0], [0])).ShouldBe(expected, 1e-12);
    }

    [Fact]
    public void Cross_entropy_stays_finite_for_extreme_outputs()
    {
        new CrossEntropy().Of(ClassPredictions.FromLogits([-800], [1])).ShouldBe(800, 1e-9);
        new CrossEntropy().Of(ClassPredictions.FromLogits([0, 0, -2000], [2])).ShouldBe(2000 + Math.Log(2), 1e-9);
    }

    [Fact]
    public void Precision_recall_area_of_two_classes_is_that_of_the_second()
    {
        // From the surest: 1 (yes), 0 at .5, 0 at -1, 1 at -3: precision 1/1 and 2/4.
        new PrAuc().Of(Two).ShouldBe((1 + 0.5) / 2, 1e-12);
        new PrAuc().Of(ClassPredictions.FromLogits([1, 2], [0, 0])).ShouldBe(double.NaN);
    }

    [Fact]
    public void Calibration_error_is_the_gap_between_sureness_and_truth_by_bin()
    {
        float LogOdds(double p) => (float)Math.Log(p / (1 - p));

        // Four rows sure to 75 %, three of them right: no gap. Two rows sure to 95 %, one right: a gap of .45 for a third of the rows.
        var honest = Enumerable.Repeat(LogOdds(0.75), 4).ToArray();
        new CalibrationError().Of(ClassPredictions.FromLogits(honest, [1, 1, 1, 0])).ShouldBe(0, 1e-6);
        new CalibrationError().Of(ClassPredictions.FromLogits([.. honest, LogOdds(0.95), LogOdds(0.95)], [1, 1, 1, 0, 1, 0]))
            .ShouldBe(0.45 * 2 / 6, 1e-6);
    }

    [Fact]
    public void A_network_that_went_wrong_shows_in_the_loss() =>
        new CrossEntropy().Of(ClassPredictions.FromLogits([float.NaN, 1], [1, 0])).ShouldBe(double.NaN);
}
