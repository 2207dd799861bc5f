using Orchestrator.Models.Data;
using Orchestrator.Models.Metrics;

namespace Orchestrator.Models.Tests.Metrics;

public class UndefinedMetricTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void What_is_told_beforehand_is_what_the_metric_says(int seed)
    {
        var random = new Random(seed);
        for (var draw = 0; draw < 200; draw++)
        {
            var (rows, names) = (random.Next(1, 5), random.Next(2, 4));
            var classes = new ClassTargets([.. Enumerable.Range(0, rows).Select(_ => random.Next(names))],
                [.. Enumerable.Range(0, names).Select(name => $"{name}")]);
            var logits = Numbers(rows * (names == 2 ? 1 : names));
            Check(ClassPredictions.FromLogits(logits, classes.Classes), classes, TaskKind.ManyClasses, rows);

            var columns = random.Next(1, 3);
            var labels = new ValueTargets([.. Enumerable.Range(0, rows * columns).Select(_ => (float)random.Next(2))],
                [.. Enumerable.Range(0, columns).Select(name => $"{name}")],
                [.. Enumerable.Range(0, rows * columns).Select(_ => random.Next(4) > 0)]);
            bool[] known = [.. Enumerable.Range(0, rows * columns).Select(i => labels.IsKnown(i / columns, i % columns))];
            Check(new LabelPredictions(Numbers(rows * columns), labels.Values, columns, known), labels, TaskKind.Labels, rows);
        }

        float[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)random.NextDouble())];
    }

    private static void Check(Predictions predictions, Targets targets, TaskKind task, int rows)
    {
        foreach (var metric in MetricCatalog.Of(task).Where(metric => metric.Name is "auc" or "pr_auc"))
        {
            var said = UndefinedMetric.On(metric.Name, targets, [.. Enumerable.Range(0, rows)]);
            double.IsNaN(metric.Of(predictions)).ShouldBe(said is not null, $"{metric.Name} of {rows} rows: {said}");
        }
    }
}
