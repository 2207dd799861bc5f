using Orchestrator.Contracts.Randomness;
using Orchestrator.Models.Metrics;

namespace Orchestrator.Models.Tests.Metrics;

public sealed class RocAucTests
{
    [Fact]
    public void Is_the_share_of_pairs_in_the_right_order_with_ties_counting_half()
    {
        var random = new RandomStream(7);
        for (var round = 0; round < 50; round++)
        {
            var scores = Enumerable.Range(0, 40).Select(_ => (double)random.NextInt(12)).ToArray();
            var positive = scores.Select(score => random.NextDouble() < 0.2 + score / 20).ToArray();
            if (!positive.Contains(true) || !positive.Contains(false))
            {
                continue;
            }

            var pairs = from p in Enumerable.Range(0, 40)
                        where positive[p]
                        from n in Enumerable.Range(0, 40)
                        where !positive[n]
                        select scores[p] > scores[n] ? 1.0 : scores[p] == scores[n] ? 0.5 : 0;
            var expected = pairs.Average();

            RocAuc.Area([.. scores], [.. positive]).ShouldBe(expected, 1e-12);
        }
    }

    [Fact]
    public void Is_undefined_without_both_classes() =>
        new RocAuc().Of(ClassPredictions.FromLogits([1, 2, 3], [1, 1, 1])).ShouldBe(double.NaN);

    [Fact]
    public void Tells_apart_rows_whose_probability_rounds_to_one() =>
        new RocAuc().Of(ClassPredictions.FromLogits([60, 61, 62, 63], [0, 0, 1, 1])).ShouldBe(1);

    [Fact]
    public void Of_three_classes_is_the_mean_over_those_present()
    {
        // Class 2 is absent; classes 0 and 1 are ranked perfectly by their own probability.
        var predictions = ClassPredictions.FromLogits([3, 0, 0, 2, 0, 0, 0, 3, 0, 0, 2, 0], [0, 0, 1, 1]);

        new RocAuc().Of(predictions).ShouldBe(1);
    }
}
