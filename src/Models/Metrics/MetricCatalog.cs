using Orchestrator.Models.Data;

namespace Orchestrator.Models.Metrics;

/// <summary>Which metrics belong to which task. The first is the loss.</summary>
public static class MetricCatalog
{
    private static readonly Metric[] OfClasses =
        [new CrossEntropy(), new Accuracy(), new RocAuc(), new PrAuc(), new F1(), new CalibrationError(), new Brier()];

    private static readonly Metric[] OfLabels =
    [
        new LabelCrossEntropy(), new LabelAccuracy(), new LabelAccuracy(ofAll: true), new LabelRocAuc(), new LabelPrAuc(), new LabelF1(),
            new LabelExactMatch(), new LabelCalibrationError(), new LabelBrier(),
    ];

    private static readonly Metric[] OfValues =
        [new MeanSquaredError("loss"), new MeanSquaredError(), new MeanAbsoluteError(), new RSquared(), new Pearson(), new Spearman()];

    private static volatile IReadOnlyList<Metric> plugged = [];

    /// <summary>Metrics of plug-ins, which stand behind the others; none of a task has a name that another of the task has.</summary>
    public static IReadOnlyList<Metric> Plugged
    {
        get => plugged;
        set => plugged = value;
    }

    /// <summary>The metrics that a task reports, in the order of display.</summary>
    public static IReadOnlyList<Metric> Of(TaskKind task) => task switch
    {
        TaskKind.TwoClasses or TaskKind.ManyClasses => [.. OfClasses, .. plugged.OfType<ClassMetric>()],
        TaskKind.Labels => [.. OfLabels, .. plugged.OfType<LabelMetric>()],
        TaskKind.Values => [.. OfValues, .. plugged.OfType<ValueMetric>()],
        _ => throw new ArgumentOutOfRangeException(nameof(task), task, null),
    };

    /// <summary>All metrics of a task, by name.</summary>
    public static OrderedDictionary<string, double> Measure(TaskKind task, Predictions predictions)
    {
        var values = new OrderedDictionary<string, double>();
        foreach (var metric in Of(task))
        {
            values.Add(metric.Name, metric.Of(predictions));
        }

        return values;
    }
}
