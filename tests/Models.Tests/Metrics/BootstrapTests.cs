using Orchestrator.Contracts.Randomness;
using Orchestrator.Models.Data;
using Orchestrator.Models.Metrics;
using Orchestrator.Models.Tests.Reference;

namespace Orchestrator.Models.Tests.Metrics;

public sealed class BootstrapTests
{
    [Theory]
    [InlineData(TaskKind.TwoClasses)]
    [InlineData(TaskKind.ManyClasses)]
    [InlineData(TaskKind.Labels)]
    [InlineData(TaskKind.Values)]
    public void Intervals_are_a_function_of_the_seed_and_hold_the_figure(TaskKind kind)
    {
        var (metrics, predictions) = (MetricCatalog.Of(kind), ReferenceCase.Of(kind).Predictions(kind));

        var intervals = Bootstrap.Intervals(metrics, predictions, 7, 200);

        Bootstrap.Intervals(metrics, predictions, 7, 200).ShouldBe(intervals);
        Bootstrap.Intervals(metrics, predictions, 8, 200).ShouldNotBe(intervals);
        intervals.Keys.ShouldBe(metrics.Select(metric => metric.Name));
        var (low, high) = intervals["loss"];
        metrics[0].Of(predictions).ShouldBeInRange(low, high);
    }

    /// <summary>For a share of n rows the interval is nearly the normal one, p +- 1.96 sqrt(p (1 - p) / n).</summary>
    [Fact]
    public void The_interval_of_an_accuracy_is_the_binomial_one()
    {
        var logits = Enumerable.Range(0, 400).Select(row => row % 5 == 0 ? -1f : 1).ToArray();
        var predictions = ClassPredictions.FromLogits(logits, [.. Enumerable.Repeat(1, 400)]);

        var (low, high) = Bootstrap.Intervals([new Accuracy()], predictions, 3, 1000)["accuracy"];

        var half = 1.96 * Math.Sqrt(0.8 * 0.2 / 400);
        low.ShouldBe(0.8 - half, 0.006);
        high.ShouldBe(0.8 + half, 0.006);
    }

    /// <summary>Of 40 sets of 100 rows about 38 intervals hold the true share.</summary>
    [Fact]
    public void Intervals_hold_the_truth_as_often_as_they_say()
    {
        var random = new RandomStream(5);
        var held = Enumerable.Range(0, 40).Count(set =>
        {
            var logits = Enumerable.Range(0, 100).Select(_ => random.NextDouble() < 0.7 ? 1f : -1).ToArray();
            var (low, high) =
                Bootstrap.Intervals([new Accuracy()], ClassPredictions.FromLogits(logits, [.. Enumerable.Repeat(1, 100)]), (ulong)set,
                    300)["accuracy"];
            return low <= 0.7 && 0.7 <= high;
        });

        held.ShouldBeInRange(34, 40);
    }

    [Fact]
    public void An_undefined_metric_has_no_interval() =>
        Bootstrap.Intervals([new RocAuc()], ClassPredictions.FromLogits([1, 2, 3], [1, 1, 1]), 1, 100).ShouldBeEmpty();

    [Theory]
    [InlineData(1000, 3, 1000)]
    [InlineData(4000, 11, 454)]
    [InlineData(4000, 919, 0)]
    public void Large_sets_are_drawn_less_often_or_not(long rows, int width, int expected) =>
        Bootstrap.Resamples(rows, width).ShouldBe(expected);
}
