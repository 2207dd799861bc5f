using Orchestrator.Models.Catalog;
using Orchestrator.Models.Data;
using Orchestrator.Models.Metrics;
using Orchestrator.Torch.Tensors;

namespace Orchestrator.Models.Tasks;

/// <summary>What a fold learns: the targets of all rows on the device, the loss of a batch, the metrics of a set.</summary>
public abstract class LearningTask : IDisposable
{
    private protected LearningTask(TaskKind kind) => Kind = kind;

    /// <summary>What is learned.</summary>
    public TaskKind Kind { get; }

    /// <summary>The task of a data set.</summary>
    /// <param name="shape">Its shape as the model sees it.</param>
    /// <param name="targets">The targets of all rows.</param>
    /// <param name="training">The rows whose class frequencies decide the weights of classes, where those are balanced.</param>
    /// <param name="balanced">Whether classes are balanced.</param>
    /// <param name="device">Where the targets shall lie.</param>
    public static LearningTask Create(DataShape shape, Targets targets, ReadOnlySpan<int> training, bool balanced, Device device) => targets switch
    {
        ClassTargets classes when shape.Task == TaskKind.TwoClasses => new TwoClassTask(classes, training, balanced, device),
        ClassTargets classes => new ManyClassTask(classes, training, balanced, device),
        ValueTargets { IsPacked: true } packed when shape.Task == TaskKind.Labels => new PackedLabelTask(packed, training, balanced, device),
        ValueTargets labels when shape.Task == TaskKind.Labels => new LabelTask(labels, training, balanced, device),
        ValueTargets values => new ValueTask(values, device),
        _ => throw new NotSupportedException(targets.GetType().Name),
    };

    /// <summary>The mean loss of a batch, a scalar with a gradient.</summary>
    /// <param name="outputs">(batch, outputs) of the network.</param>
    /// <param name="rows">(batch) int64 row numbers in the data set, on the device.</param>
    public abstract Tensor Loss(Tensor outputs, Tensor rows);

    /// <summary>All metrics, by name.</summary>
    /// <param name="outputs">(rows, outputs) of the network, row-major.</param>
    /// <param name="rows">Their row numbers in the data set.</param>
    public OrderedDictionary<string, double> Measure(float[] outputs, ReadOnlySpan<int> rows) => MetricCatalog.Measure(Kind, Predict(outputs, rows));

    /// <inheritdoc />
    public abstract void Dispose();

    private protected abstract Predictions Predict(float[] outputs, ReadOnlySpan<int> rows);
}
