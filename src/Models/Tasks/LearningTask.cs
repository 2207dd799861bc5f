using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data;
using Orchestrator.Models.Metrics;
using static TorchSharp.torch;

namespace Orchestrator.Models.Tasks;

/// <summary>What a fold learns: the targets of all rows on the device, the loss of a batch, the metrics of a set.</summary>
public abstract class LearningTask : IDisposable
{
    private const int MostNamed = 64; // a table of 919 targets is for nobody's eyes

    private readonly IReadOnlyList<string> names;

    private protected LearningTask(TaskKind kind, IReadOnlyList<string> names) => (Kind, this.names) = (kind, names);

    /// <summary>What is learned.</summary>
    public TaskKind Kind { get; }

    /// <summary>The task of a data set.</summary>
    /// <param name="shape">Its shape as the model sees it.</param>
    /// <param name="targets">The targets of all rows.</param>
    /// <param name="training">The rows whose class frequencies decide the weights of classes, where those are balanced.</param>
    /// <param name="balanced">Whether classes are balanced.</param>
    /// <param name="device">Where the targets shall lie.</param>
    public static LearningTask Create(DataShape shape, Targets targets, ReadOnlySpan<int> training, bool balanced, Device device) =>
        targets switch
        {
            ClassTargets classes when shape.Task == TaskKind.TwoClasses => new BinaryTask(classes, training, balanced, device),
            ClassTargets classes => new MulticlassTask(classes, training, balanced, device),
            ValueTargets { IsPacked: true } packed when shape.Task == TaskKind.Labels =>
                new PackedMultiLabelTask(packed, training, balanced, device),
            ValueTargets labels when shape.Task == TaskKind.Labels => new MultiLabelTask(labels, training, balanced, device),
            ValueTargets values => new RegressionTask(values, device),
            _ => throw new NotSupportedException(targets.GetType().Name),
        };

    /// <summary>The mean loss of a batch, a scalar with a gradient.</summary>
    /// <param name="outputs">(batch, outputs) of the network.</param>
    /// <param name="rows">(batch) int64 row numbers in the data set, on the device.</param>
    public Tensor Loss(Tensor outputs, Tensor rows) => Loss(outputs, rows, rows);

    /// <summary>What some rows contribute to the mean loss of a batch: over the parts of the batch it adds up to that loss.</summary>
    /// <param name="outputs">(part, outputs) of the network.</param>
    /// <param name="rows">(part) int64 row numbers in the data set, on the device.</param>
    /// <param name="batch">(batch) the row numbers of all parts.</param>
    public abstract Tensor Loss(Tensor outputs, Tensor rows, Tensor batch);

    /// <summary>All metrics, by name.</summary>
    /// <param name="outputs">(rows, outputs) of the network, row-major.</param>
    /// <param name="rows">Their row numbers in the data set.</param>
    public OrderedDictionary<string, double> Measure(float[] outputs, ReadOnlySpan<int> rows) =>
        MetricCatalog.Measure(Kind, Predict(outputs, rows));

    /// <summary>One metric.</summary>
    /// <param name="metric">Of the task's.</param>
    /// <inheritdoc cref="Measure(float[], ReadOnlySpan{int})" />
    internal double Measure(Metric metric, float[] outputs, ReadOnlySpan<int> rows) => metric.Of(Predict(outputs, rows));

    /// <summary>One metric of each class or target by itself, NaN where it is undefined; empty where it does not come apart.</summary>
    /// <inheritdoc cref="Measure(Metric, float[], ReadOnlySpan{int})" />
    internal IReadOnlyList<double> MeasureEach(Metric metric, float[] outputs, ReadOnlySpan<int> rows) =>
        metric.Each(Predict(outputs, rows));

    /// <summary>The metrics of each class or target by itself, such as <c>auc[RIF]</c>, where they are defined; of more than 64
    /// none.</summary>
    /// <inheritdoc cref="Measure(float[], ReadOnlySpan{int})" />
    public OrderedDictionary<string, double> MeasureEach(float[] outputs, ReadOnlySpan<int> rows)
    {
        var values = new OrderedDictionary<string, double>();
        if (names.Count is < 2 or > MostNamed)
        {
            return values;
        }

        var predictions = Predict(outputs, rows);
        foreach (var metric in MetricCatalog.Of(Kind))
        {
            foreach (var (name, value) in names.Zip(metric.Each(predictions)))
            {
                if (!double.IsNaN(value))
                {
                    values[$"{metric.Name}[{name}]"] = value;
                }
            }
        }

        return values;
    }

    /// <summary>The bounds of 95 % intervals, such as <c>auc.low</c> and <c>auc.high</c>; none for a set so large that drawing from it
    /// would take long.</summary>
    /// <param name="outputs">(rows, outputs) of the network, row-major.</param>
    /// <param name="rows">Their row numbers in the data set.</param>
    /// <param name="seed">Draws the rows of the bootstrap.</param>
    public OrderedDictionary<string, double> Intervals(float[] outputs, ReadOnlySpan<int> rows, ulong seed)
    {
        var values = new OrderedDictionary<string, double>();
        var predictions = Predict(outputs, rows);
        if (Bootstrap.Resamples(predictions.Rows, predictions.Width) is not (> 0 and var resamples))
        {
            return values;
        }

        foreach (var (name, (low, high)) in Bootstrap.Intervals(MetricCatalog.Of(Kind), predictions, seed, resamples))
        {
            values[$"{name}.low"] = low;
            values[$"{name}.high"] = high;
        }

        return values;
    }

    /// <inheritdoc />
    public abstract void Dispose();

    private protected abstract Predictions Predict(float[] outputs, ReadOnlySpan<int> rows);
}
